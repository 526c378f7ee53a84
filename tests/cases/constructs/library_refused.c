#include <adgen/adgen.h>
#include <assert.h>
#include <ctype.h>
#include <errno.h>
#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

ADGEN_GRAD(x)
double uses_alloca(double x, int n)
{
    double *v = __builtin_alloca((unsigned)n * sizeof *v);
    v[0] = x;
    v[1] = x * x;
    return v[0] * v[1];
}

ADGEN_GRAD(x)
double fills(double x)
{
    double v[2] = {x, x};
    memset(v, 64, sizeof *v);
    return v[0] * v[1];
}

ADGEN_GRAD(x)
double copies_bits(double x)
{
    long bits;
    double y = x * x;
    memcpy(&bits, &y, sizeof bits);
    bits ^= 1;
    memcpy(&y, &bits, sizeof y);
    return y;
}

static double total(int n, ...)
{
    va_list list;
    double sum = 0.0;
    va_start(list, n);
    for (int i = 0; i < n; i++)
        sum += va_arg(list, double);
    va_end(list);
    return sum;
}

ADGEN_GRAD(x)
double variadic(double x)
{
    return total(2, x, x * x);
}

static int by_value(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

ADGEN_GRAD(x)
double sorts(const double *x)
{
    double v[3] = {x[0], x[1], x[2]};
    qsort(v, 3, sizeof *v, by_value);
    return v[0] * v[0] + v[2];
}

/*
 * check: the standard library: what is refused
 * check-args: -std=gnu11 -Wno-pedantic
 * check-construct: library | alloca | GNU
 * check-error: adgen-pointer @ 15:5
 * check-error: adgen-pointer @ 16:5
 * check-error: adgen-pointer @ 17:12
 * check-error: adgen-pointer @ 17:19
 * check-construct: library | memset of active data to other bytes | 7.24.6.1
 * check-error: adgen-memory @ 24:5
 * check-construct: library | memcpy between types, of active data | 7.24.2.1
 * check-error: adgen-memory @ 33:5
 * check-error: adgen-memory @ 35:5
 * check-construct: library | va_arg | 7.16
 * check-error: adgen-varargs @ 53:12
 * check-construct: library | qsort, bsearch | 7.22.5
 * check-error: adgen-extern @ 66:5
 */
