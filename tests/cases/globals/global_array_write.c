#include <adgen/adgen.h>

double table[4];

ADGEN_GRAD(x)
double f(int n, const double *x)
{
    double sum = 0.0;
    for (int i = 0; i < n; i++)
        table[i] = x[i] * x[i];
    for (int i = 0; i < n; i++)
        sum += table[i];
    return sum;
}

/*
 * check: active data stored in a global array
 * check-gradient: f(3, random(3, -1, 1))
 * check-gradient: f(0, NULL)
 */
