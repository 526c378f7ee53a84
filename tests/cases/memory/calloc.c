#include <adgen/adgen.h>
#include <stdlib.h>

ADGEN_GRAD(x)
double f(int n, const double *x, const int *index)
{
    double *bin = calloc(3, sizeof(double)), sum = 0.0;
    for (int i = 0; i < n; i++)
        bin[index[i]] += x[i];
    for (int k = 0; k < 3; k++)
        sum += bin[k] * bin[k];
    free(bin);
    return sum;
}

/*
 * check: a block from calloc starts with zeros
 * check-gradient: f(5, random(5, -1, 1), {0, 2, 2, 0, 0})
 */
