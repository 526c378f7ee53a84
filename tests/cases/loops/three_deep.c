#include <adgen/adgen.h>

ADGEN_GRAD(a)
double f(int n, const double *a)
{
    double t = 1.0;
    for (int i = 0; i < n; i++)
        for (int j = 0; j <= i; j++)
            for (int k = j; k < n; k++)
                t = t * a[i] + a[j] * a[k];
    return t;
}

/*
 * check: three loops within one another, of different shapes
 * check-gradient: f(3, random(3, -0.9, 0.9))
 */
