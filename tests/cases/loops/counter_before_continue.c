#include <adgen/adgen.h>

ADGEN_GRAD(x)
double f(int n, const double *x)
{
    double t = 1.0;
    int i = 0;
    while (i < n) {
        int at = i++;
        if (x[at] < 0.0)
            continue;
        t = t * x[at] + x[i - 1];
    }
    return t;
}

/*
 * check: the counter of a while loop changes before continue
 * check-gradient: f(5, {0.5, -1.0, 2.0, -0.5, 1.5})
 */
