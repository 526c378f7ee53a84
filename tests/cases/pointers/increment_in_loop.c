#include <adgen/adgen.h>

ADGEN_GRAD(x)
double f(int n, const double *x)
{
    double t = 1.0;
    for (int i = 0; i < n; i++)
        t = t * *x++ + 1.0;
    return t;
}

/*
 * check: *x++ in a loop
 * check-gradient: f(5, random(5, -1, 1))
 */
