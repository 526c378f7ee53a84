#include <adgen/adgen.h>

static void square(double *x)
{
    *x = *x * *x;
}

ADGEN_VJP()
void f(int n, double *a)
{
    for (int k = 0; k < n; k++)
        square(&a[k]);
    square(&a[n / 2]);
}

/*
 * check: a callee that writes through &a[k]
 * check-gradient: f(4, random(4, -1, 1))
 */
