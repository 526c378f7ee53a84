#include <adgen/adgen.h>

ADGEN_GRAD(x)
double f(int n, const double *x)
{
    double t = 1.0;
    int i = 0;
    do {
        if (x[i] < 0.0)
            continue;
        t *= x[i];
    } while (++i < n);
    return t;
}

/*
 * check: continue in a do loop goes to its condition
 * check-gradient: f(5, {0.5, -0.7, 1.2, -0.3, 1.5})
 */
