#include <adgen/adgen.h>
#include <tgmath.h>

ADGEN_GRAD()
double products(double x, double y)
{
    return sin(x) * exp(y) + pow(fabs(x), y) + sqrt(x) / log(y);
}

ADGEN_GRAD()
double mixed(float a, double b, long double c, int n)
{
    float       low = sqrt(a) * exp(a);
    double      middle = pow(a, b) + pow(b, n) * hypot(b, a);
    long double high = fma(a, b, c) - log(c) * tanh(c + a);
    return low * middle + high * (sin)(a) + sinf(a) + cos(n) * b;
}

ADGEN_GRAD(x)
double clipped(int n, const float *x)
{
    double sum = 0.0;
    for (int i = 0; i < n; i++)
        sum += fmax(x[i], 0.5) * fabs(x[i]) + atan2(x[i], 2) * cos(x[i]) - ldexp(x[i], i) * exp2(exp2(x[i]));
    return sum;
}

/*
 * check: the functions of <tgmath.h>, several in an expression
 * check-gradient: products(random(0.2, 0.8), random(1.1, 1.9))
 * check-omits: tgmath.h
 * check-has: sin_x * exp_y
 * check-has: expf(a)
 * check-has: logl(c)
 * check-gradient: mixed(random(0.2, 0.8), random(1.1, 1.9), random(2, 3), 2)
 * check-gradient: clipped(3, random(3, 0.6, 2.0))
 */
