#include <adgen/adgen.h>

ADGEN_GRAD(x)
double f(int n, const double *x)
{
    double t = 1.0;
    int k = 0;
    for (int i = 0; i < n; i++) {
        t = t * x[k] + 1.0;
        k = (3 * k + 1) % n;
    }
    return t;
}

/*
 * check: an index carried from iteration to iteration
 * check-gradient: f(7, random(7, -1, 1))
 */
