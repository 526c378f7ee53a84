#include <adgen/adgen.h>

static double helper(double x, double t)
{
    double y = x * t;
    double sum = y + x;
    return sum * t;
}

ADGEN_GRAD()
double f(double x, double y)
{
    double t = helper(y, x), sum = helper(x, t);
    return sum * t + y;
}

/*
 * check: the helper's variables have the caller's names
 * check-gradient: f(random(-1, 1), random(-1, 1))
 */
