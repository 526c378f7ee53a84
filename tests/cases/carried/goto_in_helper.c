#include <adgen/adgen.h>

static int first_zero(int n, const int *k)
{
    int i = 0;
again:
    if (i < n && k[i] != 0) {
        i++;
        goto again;
    }
    return i;
}

ADGEN_GRAD(x)
double f(int n, const double *x, const int *k)
{
    int last = first_zero(n, k);
    double t = 1.0;
    for (int i = 0; i < last; i++)
        t *= x[i];
    return t;
}

/*
 * check: a helper of integers with goto
 * check-gradient: f(4, random(4, 0.5, 1), {1, 1, 1, 0})
 */
