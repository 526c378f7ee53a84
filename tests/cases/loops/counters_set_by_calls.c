#include <adgen/adgen.h>
#include <stdlib.h>

static int start(const double *x, int n)
{
    for (int k = 0; k < n; k++)
        if (x[k] > 50.0)
            return k;
    return n - 3;
}

ADGEN_GRAD(x)
double from_a_call(const double *x, int n)
{
    double r = 1.0;
    int    i = 0, j = 4;

    i = start(x, n);
    for (; i < n; i++)
        r += x[i] * r;
    j = abs(-2);
    while (j < n) {
        r += x[j] * r;
        ++j;
    }
    return r;
}

#define REPEAT(n) int left = (n); left-- > 0;

ADGEN_GRAD(x)
double by_macro(const double *x, int n)
{
    double r = 1.0;

    for (REPEAT(n))
        r += x[left] * r;
    return r;
}

/*
 * check: counters that a call sets before the loop, and a macro that hides the header of a for
 * check-gradient: from_a_call(random(8, 0.3, 0.9), 5)
 * check-gradient: by_macro(random(8, 0.3, 0.9), 0)
 * check-gradient: by_macro(random(8, 0.3, 0.9), 5)
 */
