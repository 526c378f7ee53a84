#include <adgen/adgen.h>

static double t[8];

ADGEN_GRAD(x)
double f(const double *x, int n)
{
    double sum = 0.0;
    for (int i = 0; i < n; i++)
        t[i] = x[i] * x[i];
    n++;
    for (int i = 0; i < n; i++)
        sum += t[i];
    return sum;
}

/*
 * check: the bound grows between the loop that writes and the loop that reads
 * check-error: adgen-static @ 10:9
 */
