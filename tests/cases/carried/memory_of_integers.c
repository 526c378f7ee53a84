#include <adgen/adgen.h>
#include <string.h>

ADGEN_GRAD(x)
double f(int n, const double *x, const int *k)
{
    int order[8];
    double sum = 0.0;
    memset(order, 0, sizeof order);
    memcpy(order + 1, k, (size_t)(n - 1) * sizeof *k);
    for (int i = 0; i < n; i++)
        sum += x[order[i]] * x[i];
    return sum;
}

/*
 * check: memset and memcpy of integers
 * check-gradient: f(4, random(4, -1, 1), {3, 1, 2})
 */
