#include <adgen/adgen.h>

ADGEN_GRAD(a, b)
double f(int n, const double *a, const double *b)
{
    const double *both[2] = { a, b };
    double sum = 0.0;
    for (int k = 0; k < 2; k++)
        for (int i = 0; i < n; i++)
            sum += both[k][i] * both[1 - k][n - 1 - i] * (k + 1);
    return sum;
}

/*
 * check: a local array of pointers to parameters
 * check-gradient: f(3, random(3, -1, 1), random(3, -1, 1))
 */
