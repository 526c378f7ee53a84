#include <adgen/adgen.h>
#include <math.h>

ADGEN_GRAD(x)
double f(double x, double y)
{
    int q;
    return remquo(x, y, &q) * q;
}

/*
 * check: remquo
 * check-error-text: remquo
 */
