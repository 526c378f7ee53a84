#include <adgen/adgen.h>
#include <stdlib.h>


static void *take(int *words, int used, int d)
{
    return d > 0 ? take(words + 2, used - 2, d - 1) : words + used;
}

ADGEN_GRAD(x)
double taken(int n, const double *x)
{
    int *block = malloc((size_t)n * sizeof(double) + 64);
    double *v = take(block, 8, 2);
    double s = 0.0;
    for (int i = 0; i < n; i++)
        v[i] = x[i] * x[0];
    for (int i = 0; i < n; i++)
        s += v[i] * v[0];
    free(block);
    return s;
}

static double *numbers(int *words, int used, int d)
{
    return d > 0 ? numbers(words + 2, used - 2, d - 1) : (double *)(void *)(words + used);
}

ADGEN_GRAD(x)
double typed(int n, const double *x)
{
    int *block = malloc((size_t)n * sizeof(double) + 64);
    double *v = numbers(block, 8, 2);
    double s = 0.0;
    for (int i = 0; i < n; i++)
        v[i] = x[i] * x[0];
    for (int i = 0; i < n; i++)
        s += v[i] * v[0];
    free(block);
    return s;
}

/*
 * check: a pointer to integers that a function which calls itself returns as void * has a shadow where it comes back as one to reals
 * check-gradient: taken(3, random(3, -1, 1))
 * check-gradient: typed(3, random(3, -1, 1))
 */
