#include <adgen/adgen.h>

ADGEN_GRAD(x)
static double hidden(double x)
{
    return x * x;
}

double visible(double x)
{
    return hidden(x);
}

/*
 * check: a static function can be differentiated: it is copied into the generated unit
 * check-gradient: hidden(random(-1, 1))
 */
