#include <adgen/adgen.h>

static int count_above(int n, const double *x, double level)
{
    int count = 0;
    for (int i = 0; i < n; i++)
        count += x[i] > level;
    return count;
}

ADGEN_GRAD(x)
double f(int n, const double *x)
{
    double sum = 0.0;
    int count = count_above(n, x, 0.5);
    for (int i = 0; i < count; i++)
        sum += x[i] * x[i];
    return sum * count;
}

/*
 * check: a helper that makes an integer of active data
 * check-gradient: f(6, random(6, 0, 1))
 */
