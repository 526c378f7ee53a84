#include <adgen/adgen.h>
#include <stdlib.h>

ADGEN_GRAD(x)
double f(int n, const double *x)
{
    int *order = malloc((size_t)n * sizeof *order);
    double sum = 0.0;
    for (int i = 0; i < n; i++)
        order[i] = (5 * i + 2) % n;
    for (int i = 0; i < n; i++)
        sum += x[order[i]] * x[i];
    free(order);
    return sum;
}

/*
 * check: a block of integers
 * check-gradient: f(6, random(6, -1, 1))
 */
