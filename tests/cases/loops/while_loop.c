#include <adgen/adgen.h>

ADGEN_GRAD(x)
double f(double x)
{
    double t = x;
    while (t < 10.0)
        t = t * t + x;
    return t;
}

/*
 * check: a while loop whose end depends on the data
 * check-gradient: f(random(1.2, 1.3))
 * check-gradient: f(11.5)
 */
