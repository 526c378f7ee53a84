#include <adgen/adgen.h>
#include <math.h>
#include <stddef.h>
#include <stdint.h>

ADGEN_GRAD(x, v)
long double long_doubles(long double x, const long double *v)
{
    long double y = x * v[0];
    return y * y + sinl(v[1]) * x;
}

ADGEN_GRAD(x)
double long_doubles_inactive(double x, long double a)
{
    long double b = a * a + 1.0L;
    return (double)(x * b);
}

ADGEN_GRAD(x, v)
float floats(float x, const float *v)
{
    float y = x * v[0];
    return y * y + sinf(v[1]) * x;
}

ADGEN_GRAD(x)
double floats_inactive(double x, float a)
{
    float b = a * a + 1.0f;
    return x * b;
}

ADGEN_GRAD(x)
double complex_number_inactive(double x, int n)
{
    int _Complex z = n;
    z *= z;
    return x * __real__ z;
}

ADGEN_GRAD(x)
double imaginary_inactive(double x, int n)
{
    int _Complex z = n + 3i;
    return x * __imag__ z;
}

ADGEN_GRAD(x)
double one_type_inactive(double x, int n)
{
    union { int a; int v[2]; } u;
    u.v[1] = n;
    u.a = 3;
    return x * u.v[0] * u.v[1];
}

ADGEN_GRAD(x)
double several_types_inactive(double x, int n)
{
    union { uint32_t word; uint8_t bytes[4]; } u;
    u.word = 0x01010101u * (unsigned)n;
    return x * (u.bytes[2] + u.bytes[0]);
}

ADGEN_GRAD(x)
double atomic_real_inactive(double x, int n)
{
    _Atomic int k = n;
    _Atomic(int) m = 3;
    k++;
    m += k;
    return x * (k + m);
}

typedef int fours __attribute__((vector_size(16)));

ADGEN_GRAD(x)
double vectors_inactive(double x, int n)
{
    fours v = {n, 2, 3, 4};
    v = v * v + v;
    return x * (v[0] + v[3]);
}

ADGEN_GRAD(x)
double quads_inactive(double x, int n)
{
    __float128 y = n;
    y *= y;
    return x * (int)y;
}

ADGEN_GRAD(x)
double wide_integer(double x, int n)
{
    __int128 k = (__int128)n << 70;
    double y = x * (double)(k >> 68);
    return y * x;
}

ADGEN_GRAD(x)
double wide_integer_inactive(double x, int n)
{
    unsigned __int128 k = (unsigned __int128)n << 70;
    k /= 3;
    return x * (int)(k >> 68);
}

ADGEN_GRAD(x)
double ranks(double x, signed char n)
{
    int8_t a = n;
    uint_fast16_t b = (uint_fast16_t)a * 2u;
    unsigned long long c = b * 3ull;
    intmax_t d = (intmax_t)c - 1;
    return x * x * a + x * b + x * c * d;
}

ADGEN_GRAD(x)
double ranks_inactive(double x, short n)
{
    uint8_t a = (uint8_t)(n * 40);
    int64_t b = (int64_t)a << 20;
    size_t c = (size_t)(b >> 19);
    int d = L'a';
    return x * (c + a) + x * d;
}

ADGEN_GRAD(x)
double booleans(double x, _Bool b)
{
    _Bool c = x > 1.0;
    b = b && c;
    return b ? x * x : x * c;
}

ADGEN_GRAD(x)
double booleans_inactive(double x, _Bool b)
{
    b = !b;
    b += 5;
    return x * (b + 1);
}

struct secret;

ADGEN_GRAD(x)
double incomplete(double x, const struct secret *s)
{
    return s ? x : x * x;
}

ADGEN_GRAD(x)
double incomplete_inactive(double x, const struct secret *s)
{
    const struct secret *t = s;
    return t ? x : x * 2.0;
}

ADGEN_GRAD(x)
double one_type(double x)
{
    union { double a; double v[2]; } u;
    u.v[1] = x;
    u.a = x * x;
    return u.v[0] * u.v[1];
}

/*
 * check: types that are not plain reals, integers and structures
 * check-args: -std=gnu11 -Wno-pedantic -Wno-strict-prototypes
 * check-construct: types | long double data | 6.2.5
 * check-gradient: long_doubles(1.3L, {0.5L, 2.0L})
 * check-gradient: long_doubles_inactive(1.3, 0.7L)
 * check-construct: types | float data | 6.2.5
 * check-gradient: floats(1.3f, {0.5f, 2.0f})
 * check-gradient: floats_inactive(1.3, 0.7f)
 * check-construct: types | _Complex, complex.h | 6.2.5
 * check-gradient: complex_number_inactive(1.3, 7)
 * check-construct: types | _Imaginary part, imaginary constants (GNU) | GNU
 * check-gradient: imaginary_inactive(1.3, 7)
 * check-construct: types | union whose members are of one type | 6.7.2.1
 * check-gradient: one_type(1.3)
 * check-gradient: one_type_inactive(1.3, 7)
 * check-construct: types | union whose members are of several types | 6.7.2.1
 * check-gradient: several_types_inactive(1.3, 7)
 * check-construct: types | _Atomic | 6.7.2.4
 * check-gradient: atomic_real_inactive(1.3, 7)
 * check-construct: types | vector extensions | GNU
 * check-gradient: vectors_inactive(1.3, 7)
 * check-construct: types | _Float128, __float128 | GNU
 * check-gradient: quads_inactive(1.3, 7)
 * check-construct: types | __int128 | GNU
 * check-gradient: wide_integer(1.3, 7)
 * check-gradient: wide_integer_inactive(1.3, 7)
 * check-construct: types | integers of fixed width, of every rank | 7.20
 * check-gradient: ranks(1.3, 7)
 * check-gradient: ranks_inactive(1.3, 7)
 * check-construct: types | _Bool | 6.2.5
 * check-gradient: booleans(1.3, 1)
 * check-gradient: booleans_inactive(1.3, 1)
 * check-construct: types | incomplete type behind a pointer | 6.7.2.3
 * check-gradient: incomplete(1.3, NULL)
 * check-gradient: incomplete_inactive(1.3, NULL)
 */
