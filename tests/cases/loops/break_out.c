#include <adgen/adgen.h>

ADGEN_GRAD(x)
double f(int n, const double *x)
{
    double t = 1.0;
    for (int i = 0; i < n; i++) {
        t *= x[i];
        if (t > 4.0)
            break;
        t += 0.5;
    }
    return t * t;
}

/*
 * check: break in the middle of a body
 * check-gradient: f(6, random(6, 1.1, 2))
 * check-gradient: f(2, {0.5, 0.5})
 */
