#include <adgen/adgen.h>
#include <math.h>
#include <tgmath.h>

/* The negative logarithm of a Dirichlet density. */
ADGEN_GRAD(alpha)
double dirichlet(const double *alpha, const double *log_p, int n)
{
    double sum = 0.0, value = 0.0;

    for (int i = 0; i < n; i++) {
        sum += alpha[i];
        value += lgamma(alpha[i]) - (alpha[i] - 1.0) * log_p[i];
    }
    return value - lgamma(sum);
}

ADGEN_GRAD(x)
double factorial(double x)
{
    return tgamma(x + 1.0);
}

ADGEN_GRAD(x)
float in_float(float x)
{
    return lgammaf(x * x) + tgammaf(x) + __builtin_lgammaf(x);
}

ADGEN_GRAD(x)
long double in_long_double(long double x)
{
    return tgamma(x) * lgamma(x);
}

ADGEN_GRAD(x)
double below_zero(double x)
{
    return lgamma(-x) * tgamma(-2.0 * x);
}

/*
 * check: the gamma function and its logarithm, whose derivatives the runtime has
 * check-gradient: dirichlet(random(4, 0.5, 3), random(4, -2, -1), 4)
 * check-gradient: factorial(random(0.5, 4))
 * check-gradient: in_float(random(1.1, 2))
 * check-gradient: in_long_double(random(1.1, 2))
 * check-gradient: below_zero(random(0.6, 0.9))
 * check-has: #include <adgen/special.h>
 * check-has: adgen_digammaf(
 * check-has: adgen_digammal(
 * check-omits: AdgenTape
 */
