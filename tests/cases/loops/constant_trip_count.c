#include <adgen/adgen.h>

ADGEN_GRAD()
double f(double x)
{
    double t = x;
    for (int i = 0; i < 4; i++)
        t = t * t - 0.5;
    return t;
}

/*
 * check: a known trip count needs no allocation
 * check-gradient: f(random(0.5, 1))
 * check-omits: malloc
 * check-omits: adgen_
 */
