#include <adgen/adgen.h>

static double square(double x) { return x * x; }
static float squaref(float x) { return x * x; }
#define SQUARE(x) _Generic((x), double: square, float: squaref)(x)

ADGEN_GRAD(x)
double f(double x)
{
    return SQUARE(x);
}

/*
 * check: _Generic that selects the function for active data
 * check-error: adgen-generic @ 10
 * check-error-text: write the selected expression itself
 */
