#include <adgen/adgen.h>
#include <stdint.h>

union number {
    float    f;
    uint32_t u;
    double   d;
};

struct tagged {
    int          tag;
    union number n;
};

union reals {
    double one;
    double both[2];
};

/* Designators give a value to other members than the first. */
ADGEN_GRAD(x)
double initialised(double x, uint32_t k)
{
    union number  constant = {.u = 3}, given = {.u = k};
    struct tagged t = {2, {.d = 0.5}}, list[2] = {{.n.u = 5, .tag = 1}, {.n = {.f = 1.5f}}};

    return x * constant.u + x * x * given.u * t.n.d + list[0].n.u * x + list[1].n.f * x * list[0].tag;
}

ADGEN_GRAD(x)
double initialised_reals(double x)
{
    union reals a = {.both = {x, x * x}}, b = {x}, c = {.both[1] = x};

    return a.both[0] * a.both[1] + b.one * c.both[1];
}

/*
 * check: members of unions that designators initialise
 * check-gradient: initialised(random(0.5, 1), 7)
 * check-gradient: initialised_reals(random(0.5, 1))
 */
