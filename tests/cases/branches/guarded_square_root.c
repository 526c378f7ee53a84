#include <adgen/adgen.h>
#include <math.h>

ADGEN_GRAD()
double f(double x)
{
    return x > 0.0 ? sqrt(x) * x : 0.0;
}

/*
 * check: a branch not taken contributes nothing, not 0 * inf
 * check-call: f(0.0)
 * check-value: x = 0
 * check-call: f(-1.0)
 * check-value: x = 0
 * check-gradient: f(random(1, 2))
 */
