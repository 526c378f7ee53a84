#define _DEFAULT_SOURCE
#include <adgen/adgen.h>
#include <math.h>

static double apply(double (*g)(double, double), double x) { return g(x, 1.0); }

ADGEN_GRAD()
double f(double x)
{
    return apply(scalb, x) * x;
}

/*
 * check: a callback of <math.h> that has no rule
 * check-error: adgen-no-rule @ 5:69
 */
