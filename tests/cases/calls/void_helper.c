#include <adgen/adgen.h>

static void normalise(int n, double *x)
{
    double sum = 0.0;
    for (int i = 0; i < n; i++)
        sum += x[i];
    for (int i = 0; i < n; i++)
        x[i] /= sum;
}

ADGEN_VJP()
void f(int n, double *x)
{
    normalise(n, x);
    x[0] *= x[n - 1];
    normalise(n, x);
}

/*
 * check: a helper that changes its array, called twice
 * check-gradient: f(4, random(4, 0.5, 1))
 */
