#include <adgen/adgen.h>
#include <math.h>

static void polar(double x, double y, double *r, double *phi)
{
    *r = sqrt(x * x + y * y);
    *phi = atan2(y, x);
}

ADGEN_GRAD()
double f(double x, double y)
{
    double r, phi;
    polar(x, y, &r, &phi);
    return r * phi;
}

/*
 * check: results through pointers to locals
 * check-gradient: f(random(0.5, 1), random(0.5, 1))
 */
