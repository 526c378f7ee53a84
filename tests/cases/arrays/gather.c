#include <adgen/adgen.h>

ADGEN_GRAD(x)
double f(int n, const double *x, const int *index)
{
    double sum = 0.0;
    for (int i = 0; i < n; i++)
        sum += x[index[i]] * x[i];
    return sum;
}

/*
 * check: elements chosen by an array of indices, some twice
 * check-gradient: f(5, random(5, -1, 1), {3, 0, 0, 4, 2})
 */
