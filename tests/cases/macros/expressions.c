#include <adgen/adgen.h>

#define SQUARE(x) ((x) * (x))
#define MAX(a, b) ((a) > (b) ? (a) : (b))

ADGEN_GRAD()
double f(double x, double y)
{
    return SQUARE(x + y) * MAX(x, SQUARE(y)) + MAX(x, y);
}

/*
 * check: macros that are expressions
 * check-gradient: f(random(0.5, 1), random(1.5, 2))
 * check-gradient: f(random(1.5, 2), random(0.1, 0.3))
 */
