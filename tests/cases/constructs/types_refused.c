#include <adgen/adgen.h>
#include <math.h>
#include <stddef.h>
#include <stdint.h>

ADGEN_GRAD(x)
double complex_number(double x)
{
    double _Complex z = x + 0.5;
    z *= z;
    return __real__ z * x;
}

ADGEN_GRAD(x)
double imaginary(double x)
{
    double _Complex z = x * 2.0i;
    return __imag__ z * x;
}

ADGEN_GRAD(x)
double several_types(double x)
{
    union { double d; uint64_t bits; } u;
    u.d = x * x;
    u.bits ^= 1;
    return u.d;
}

ADGEN_GRAD(x)
double atomic_real(double x)
{
    _Atomic double y = x;
    y += 1.0;
    return y * x;
}

typedef double pairs __attribute__((vector_size(16)));

ADGEN_GRAD(x)
double vectors(double x)
{
    pairs v = {x, 2.0 * x};
    v = v * v;
    return v[0] + v[1];
}

ADGEN_GRAD(x)
double quads(double x)
{
    __float128 y = x;
    y *= y;
    return (double)y * x;
}

/*
 * check: types that are not plain reals, integers and structures: what is refused
 * check-args: -std=gnu11 -Wno-pedantic -Wno-strict-prototypes
 * check-construct: types | _Complex, complex.h | 6.2.5
 * check-error: adgen-complex @ 9:25
 * check-error: adgen-complex @ 10:5
 * check-error: adgen-complex @ 11:12
 * check-construct: types | _Imaginary part, imaginary constants (GNU) | GNU
 * check-error: adgen-complex @ 17:25
 * check-error: adgen-complex @ 18:12
 * check-construct: types | union whose members are of several types | 6.7.2.1
 * check-error: adgen-union @ 25:5
 * check-error: adgen-union @ 26:5
 * check-error: adgen-union @ 27:12
 * check-construct: types | _Atomic | 6.7.2.4
 * check-error: adgen-atomic @ 33:24
 * check-error: adgen-atomic @ 34:5
 * check-error: adgen-atomic @ 35:12
 * check-construct: types | vector extensions | GNU
 * check-error: adgen-vector @ 43:15
 * check-error: adgen-vector @ 44:5
 * check-error: adgen-vector @ 45:12
 * check-error: adgen-vector @ 45:19
 * check-construct: types | _Float128, __float128 | GNU
 * check-error: adgen-type @ 51:20
 * check-error: adgen-type @ 52:5
 * check-error: adgen-type @ 53:20
 */
