#include <adgen/adgen.h>

ADGEN_GRAD(x)
double f(int n, const double *x)
{
    double t = 1.0;
    for (int i = n - 1; i >= 0; i--)
        t = t * x[i] + 1.0;
    return t;
}

/*
 * check: a loop that counts down
 * check-gradient: f(6, random(6, -1, 1))
 * check-gradient: f(0, zeros(0))
 */
