#include <adgen/adgen.h>
#include <stdint.h>
#include <string.h>

union bits {
    double   d;
    uint64_t u;
};

static uint64_t pack(double x, int k)
{
    uint64_t b;

    if (k > 0)
        return pack(x * x, k - 1);
    memcpy(&b, &x, sizeof b);
    return b;
}

static double unpack(uint64_t b, int k)
{
    double x;

    if (k > 0)
        return unpack(b, k - 1);
    memcpy(&x, &b, sizeof x);
    return x;
}

ADGEN_GRAD(x)
double packed(double x, int k)
{
    uint64_t b = pack(x, k);

    return unpack(b, k) * 2.0;
}

static uint64_t to_bits(double x)
{
    union bits b = {.d = x};

    return b.u;
}

static double from_bits(uint64_t u)
{
    union bits b = {.u = u};

    return b.d;
}

ADGEN_GRAD(x)
double negated(double x)
{
    return from_bits(to_bits(x) ^ (uint64_t)1 << 63);
}

ADGEN_GRAD(x)
double in_literals(double x)
{
    uint64_t u = (union bits){.d = x}.u;

    return (union bits){.u = u}.d;
}

/*
 * check: bits of reals that go by value as integers
 * check-error: adgen-cast @ 35:12
 * check-error: adgen-initialiser @ 40:20
 * check-error: adgen-initialiser @ 47:20
 * check-error: adgen-union @ 49:12
 * check-error: adgen-union @ 63:12
 */
