#include <adgen/adgen.h>

ADGEN_GRAD(weigth)
double f(double weight, double x)
{
    return weight * x;
}

/*
 * check: a parameter that does not exist; the nearest one is suggested
 * check-error: adgen-unknown-parameter @ 3:1
 * check-error-text: did you mean 'weight'?
 */
