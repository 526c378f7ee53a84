#include <adgen/adgen.h>

ADGEN_GRAD(x)
double sum(int n, const double *x)
{
    double total = 0.0;
    for (int i = 0; i < n; i++)
        total += x[i] * x[i];
    return total;
}

/*
 * check: a sum runs forward and backward in one loop, without the runtime or an allocation
 * check-gradient: sum(5, random(5, -1, 1))
 * check-value: x[3] = 2 * x[3]
 * check-gradient: sum(0, zeros(0))
 * check-omits: adgen_
 * check-omits: malloc
 * check-count: 1 for (
 */
