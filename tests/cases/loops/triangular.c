#include <adgen/adgen.h>

ADGEN_GRAD(x)
double f(int n, const double *x)
{
    double t = 1.0;
    for (int i = 0; i < n; i++)
        for (int j = i + 1; j < n; j++)
            t += t * x[i] * x[j];
    return t;
}

/*
 * check: an inner loop whose start is the outer counter
 * check-gradient: f(5, random(5, -1, 1))
 * check-gradient: f(1, random(1, -1, 1))
 */
