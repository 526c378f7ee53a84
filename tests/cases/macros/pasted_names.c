#include <adgen/adgen.h>

#define DEFINE_POWER(n, expression)     \
    static double power##n(double x)    \
    {                                   \
        return expression;              \
    }

DEFINE_POWER(2, x * x)
DEFINE_POWER(3, x * x * x)

ADGEN_GRAD(x)
double f(double x)
{
    return power2(x) + power3(x) * power2(x);
}

/*
 * check: helpers that macros define
 * check-gradient: f(random(0.5, 1))
 */
