#include <adgen/adgen.h>
#include <stdint.h>

double *outlet;

ADGEN_INACTIVE double *trace;

ADGEN_GRAD(x)
double through_global(double x, double *y)
{
    outlet[0] = x * x;
    return y[0] * x;
}

static uintptr_t number_of(double *p, int n)
{
    return n > 0 ? number_of(p + 1, n - 1) : (uintptr_t)p;
}

ADGEN_GRAD(x, y)
double through_number(double x, double *y)
{
    uintptr_t number = number_of(y, 1);
    *(double *)number = x * x;
    return y[1] * x;
}

ADGEN_GRAD(x)
double traced(double x, double *y)
{
    trace[0] = x * x;
    outlet[1] = 0.5;
    return y[0] * x;
}

/*
 * check: active data are stored through pointers of which nothing is known, which may lead to what is read afterwards
 * check-error: adgen-pointer @ 11
 * check-error: adgen-pointer @ 24
 */
