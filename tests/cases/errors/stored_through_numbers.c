#include <adgen/adgen.h>
#include <stdint.h>
#include <string.h>

static void set_at(uintptr_t at, double v)
{
    *(double *)at = v;
}

ADGEN_GRAD()
double inlined(double x)
{
    double t = x;
    set_at((uintptr_t)&t, x * x);
    return t * x;
}

union word { uintptr_t number; double *pointer; };

ADGEN_GRAD()
double in_union(double x)
{
    double t = x;
    union word w;
    w.number = (uintptr_t)&t;
    *w.pointer = x * x;
    return t * x;
}

ADGEN_GRAD()
double copied_back(double x)
{
    double t = x, *p;
    uintptr_t number = (uintptr_t)&t;
    memcpy(&p, &number, sizeof p);
    *p = x * x;
    return t * x;
}

struct handle { uintptr_t to[2]; };

ADGEN_GRAD()
double in_struct(double x)
{
    double t = x, u = x;
    struct handle h = { { (uintptr_t)&t, (uintptr_t)&u } };
    for (int i = 0; i < 2; i++)
        *(double *)h.to[i] = x * x;
    return t * x;
}

ADGEN_GRAD()
double through_parameter(double x, double *y)
{
    uintptr_t number = (uintptr_t)y;
    ((double *)number)[1] = x * x;
    return y[1] * x;
}

static uintptr_t number_of(double *p)
{
    return (uintptr_t)p;
}


ADGEN_GRAD()
double from_call(double x, double *y)
{
    uintptr_t number = number_of(y);
    ((double *)number)[1] = x * x;
    return y[1] * x;
}

/*
 * check: active data are stored through pointers that are made of numbers, which addresses have become
 * check-error: adgen-pointer @ 7
 * check-error: adgen-pointer @ 26
 * check-error: adgen-memory @ 35
 * check-error: adgen-pointer @ 48
 * check-error: adgen-pointer @ 56
 * check-error: adgen-pointer @ 70
 */
