#include <adgen/adgen.h>

ADGEN_GRAD(x)
double f(int n, const double *x)
{
    double t = 1.0;
    for (int i = 0; i < n; i++) {
        t = t * x[i] + 1.0;
        if (x[i] > 0.5)
            i++;
    }
    return t;
}

/*
 * check: a counter that the body changes
 * check-gradient: f(6, {0.7, 0.1, 0.3, 0.9, 0.2, 0.4})
 */
