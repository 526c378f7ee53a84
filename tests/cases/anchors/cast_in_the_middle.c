#include <adgen/adgen.h>

ADGEN_GRAD()
double f(double x)
{
    double t = 3.0 * x;
    return t * (int)t + (t - (int)t) * x;
}

/*
 * check: a cast to int in the middle
 * check-gradient: f(random(1.4, 1.6))
 */
