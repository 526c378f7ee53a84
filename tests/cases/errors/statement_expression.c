#include <adgen/adgen.h>

ADGEN_GRAD(x)
double f(double x)
{
    double t = ({ if (x < 0.0) return -x; x * x; });
    return t;
}

/*
 * check: a return inside a statement expression
 * check-error: adgen-statement-expression @ 6
 */
