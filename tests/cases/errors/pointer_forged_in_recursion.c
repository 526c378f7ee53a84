#include <adgen/adgen.h>
#include <stdint.h>

struct handle {
    uintptr_t address;
};

static void set(struct handle h, double v, int n)
{
    if (n == 0)
        *(double *)h.address = v;
    else
        set(h, v * v, n - 1);
}

static double product(const uintptr_t *at, int n)
{
    if (n == 0)
        return 1.0;
    return *(const double *)at[n - 1] * product(at, n - 1);
}

ADGEN_GRAD(x)
double written(double x)
{
    double        a = x;
    struct handle h = {(uintptr_t)&a};

    set(h, x, 1);
    return a * x;
}

ADGEN_GRAD(x)
double read(double x)
{
    double    a = x, b = x * x;
    uintptr_t at[2] = {(uintptr_t)&a, (uintptr_t)&b};

    return product(at, 2);
}

/*
 * check: a recursive function makes pointers to active data from integers
 * check-error: adgen-pointer @ 29
 * check-error: adgen-pointer @ 39
 */
