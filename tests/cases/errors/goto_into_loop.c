#include <adgen/adgen.h>

ADGEN_GRAD(x)
double f(int n, const double *x)
{
    double t = 1.0;
    int i = 1;
    goto inside;
    for (i = 0; i < n; i++) {
inside:
        t *= x[i];
    }
    return t;
}

/*
 * check: goto into a loop
 * check-error: adgen-goto @ 8
 */
