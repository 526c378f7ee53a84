#include <adgen/adgen.h>

ADGEN_GRAD(x)
double f(double x)
{
    double t, u;
    u = 2.0 * (t = x * x) - 1.0;
    return u * t;
}

/*
 * check: an assignment inside an expression has the assigned value
 * check-gradient: f(random(-2, 2))
 */
