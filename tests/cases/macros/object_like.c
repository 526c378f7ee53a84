#include <adgen/adgen.h>

#define HALF 0.5
#define SCALE (2.0 * HALF + 1.0)
#define STEPS 3

ADGEN_GRAD(x)
double f(double x)
{
    double t = HALF * x;
    for (int i = 0; i < STEPS; i++)
        t = t * x + SCALE;
    return t;
}

/*
 * check: macros that are constants
 * check-gradient: f(random(-1, 1))
 */
