#include <adgen/adgen.h>
#include <stdbool.h>

ADGEN_GRAD(x)
double f(double x, bool up)
{
    bool large = x > 1.0;
    _Bool both = up && large;
    double t = up ? x * x : x;
    return t * both + t * x * !both + x * (bool)5;
}

/*
 * check: bool and _Bool
 * check-gradient: f(random(1.5, 2), true)
 * check-gradient: f(random(0.5, 0.9), true)
 * check-gradient: f(random(0.5, 0.9), false)
 */
