#include <adgen/adgen.h>
#include <math.h>

static double bump(double *p)
{
    return *p += 1.0;
}

ADGEN_GRAD(x)
double unordered(double x)
{
    double y = x * x;
    return y + bump(&y);
}

/*
 * check: operators: what is refused
 * check-construct: operators | order of evaluation left open | 6.5
 * check-error: adgen-order @ 13:12
 */
