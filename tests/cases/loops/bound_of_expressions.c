#include <adgen/adgen.h>

ADGEN_GRAD(x)
double f(int n, int m, const double *x)
{
    double t = 1.0;
    for (int i = n - m; i < 2 * m + 1 && i < n; i++)
        t += t * x[i];
    return t;
}

/*
 * check: bounds that are computed
 * check-gradient: f(9, 3, random(9, -1, 1))
 * check-gradient: f(4, 3, random(9, -1, 1))
 */
