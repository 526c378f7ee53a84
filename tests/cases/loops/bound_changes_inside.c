#include <adgen/adgen.h>

ADGEN_GRAD(x)
double f(int n, const double *x)
{
    double t = 1.0;
    int last = n;
    for (int i = 0; i < last; i++) {
        t = t * x[i] + 1.0;
        if (i == 1)
            last -= 2;
    }
    return t * last;
}

/*
 * check: a bound that the body changes
 * check-gradient: f(7, random(7, -1, 1))
 */
