#include <adgen/adgen.h>

ADGEN_GRAD()
double f(double x, double y)
{
    if (x > y)
        ;
    else
        x *= y;
    if (x > 0.0) {
    }
    return x * y;
}

/*
 * check: branches that do nothing
 * check-gradient: f(random(0.5, 1), random(1.5, 2))
 * check-gradient: f(random(1.5, 2), random(0.5, 1))
 */
