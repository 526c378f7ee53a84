#include <adgen/adgen.h>

struct view {
    double                 scale;
    ADGEN_INACTIVE double *at;
};

ADGEN_GRAD(x)
double by_local(double x)
{
    double                 a[2] = {x, x};
    ADGEN_INACTIVE double *p = a;

    p[0] = 3.0;
    return a[0] * a[1];
}

ADGEN_GRAD(x)
double by_member(double x)
{
    double      a[2] = {x, x};
    struct view v = {x, a};

    *v.at = 3.0;
    return a[0] * a[1] * v.scale;
}

ADGEN_GRAD(x)
double memory_of_its_own(double x)
{
    double                 a[2] = {x, x}, b[2] = {1.0, 2.0};
    ADGEN_INACTIVE double *p = b;

    p[0] = 3.0 * x;
    return a[0] * a[1] * b[0];
}

/*
 * check: what is written through a pointer that is marked ADGEN_INACTIVE overwrites active data
 * check-error: adgen-inactive @ 14
 * check-error: adgen-inactive @ 24
 */
