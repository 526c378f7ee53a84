#include <adgen/adgen.h>

ADGEN_VJP()
int f(int n, double *x, double limit)
{
    for (int i = 0; i < n; i++) {
        x[i] *= x[i];
        if (x[i] > limit)
            return i;
        x[i] += limit;
    }
    return -1;
}

/*
 * check: a function that returns an integer, early
 * check-gradient: f(4, {0.5, 0.7, 1.5, 0.3}, random(1, 1.2))
 * check-gradient: f(2, {0.5, 0.7}, random(1, 1.2))
 */
