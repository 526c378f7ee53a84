#include <adgen/adgen.h>

#define SHOWN (k + 1)

ADGEN_GRAD(x)
double f(double x, int k)
{
    int shown = _Generic(k, int: SHOWN, default: 0);

    return x * x * shown;
}

#undef SHOWN
#define SHOWN (k + 2)

ADGEN_GRAD(x)
double g(double x, int k)
{
    int shown = _Generic(k, int: SHOWN, default: 0);

    return x * x * shown;
}

/*
 * check: a macro that is defined twice, and functions that need it both ways in text that is carried over
 * check-error: adgen-macro @ 14:9
 */
