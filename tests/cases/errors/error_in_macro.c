#include <adgen/adgen.h>

#define JUMP goto done

ADGEN_GRAD(x)
double f(double x)
{
    double t = x * x;
    if (t > 4.0)
        JUMP;
    t *= x;
done:
    return t;
}

/*
 * check: a construct out of a macro is reported where the macro is used
 * check-error: adgen-goto @ 10
 */
