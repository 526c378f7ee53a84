#include <adgen/adgen.h>

ADGEN_GRAD()
double f(double x, double y)
{
    return (x > y) * x + (x <= y) * y * y + (x != y) * 2.0 * x;
}

/*
 * check: a comparison is an integer
 * check-gradient: f(random(0.5, 1), random(1.5, 2))
 * check-gradient: f(random(1.5, 2), random(0.5, 1))
 */
