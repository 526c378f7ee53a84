#include <adgen/adgen.h>

ADGEN_GRAD()
double f(double x, double y)
{
    double t = x * y;
    {
        double t = x + y;
        {
            double t = y * y;
            x *= t;
        }
        y *= t;
    }
    return t * x + y;
}

/*
 * check: variables of inner blocks hide outer ones of the same name
 * check-gradient: f(random(-2, 2), random(-2, 2))
 */
