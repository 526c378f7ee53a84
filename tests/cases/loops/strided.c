#include <adgen/adgen.h>

ADGEN_GRAD(x)
double f(int n, const double *x)
{
    double t = 1.0;
    for (int i = 1; i < n; i += 3)
        t *= x[i];
    for (int i = n - 1; i > 0; i -= 2)
        t += x[i] * x[i];
    return t;
}

/*
 * check: steps of more than one, up and down
 * check-gradient: f(11, random(11, 0.5, 1.5))
 * check-gradient: f(1, random(1, 0.5, 1.5))
 */
