#include <adgen/adgen.h>
#include <math.h>

static double apply(double (*g)(double), double x) { return g(x); }

ADGEN_GRAD()
double f(double x)
{
    return apply(lgamma, x) * x;
}

/*
 * check: a callback of <math.h> that has no rule
 * check-error: adgen-no-rule @ 4:61
 */
