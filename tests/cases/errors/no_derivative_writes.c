#include <adgen/adgen.h>

ADGEN_NO_DERIVATIVE
static void clip(int n, double *x)
{
    for (int i = 0; i < n; i++)
        if (x[i] > 1.0)
            x[i] = 1.0;
}

ADGEN_GRAD(x)
double f(int n, double *x)
{
    double sum = 0.0;
    clip(n, x);
    for (int i = 0; i < n; i++)
        sum += x[i] * x[i];
    return sum;
}

/*
 * check: a function without derivative that writes active data
 * check-error: adgen-no-derivative @ 15
 */
