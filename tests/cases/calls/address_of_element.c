#include <adgen/adgen.h>

static void accumulate(double *total, double x)
{
    *total += x * x;
}

ADGEN_VJP()
void f(int n, const double *x, double *a)
{
    for (int k = 0; k < n; k++)
        accumulate(&a[k % 2], x[k] * a[0]);
}

/*
 * check: a callee writes through &a[k]
 * check-gradient: f(5, random(5, -1, 1), random(2, -1, 1))
 */
