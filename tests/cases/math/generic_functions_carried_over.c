#include <adgen/adgen.h>
#include <tgmath.h>

ADGEN_GRAD(x)
double f(float x, int k)
{
    int root = _Generic(k, int: (int)sqrt(k), default: 0);
    return (sin)(x) * root + cbrt(x) * exp(x);
}

/*
 * check: <tgmath.h> on data without derivatives, beside the sine of a float as a double
 * check-gradient: f(random(0.2, 0.8), 10)
 * check-has: sin((double)x)
 * check-has: #include <tgmath.h>
 */
