#include <adgen/adgen.h>
#include <math.h>

ADGEN_GRAD()
double f(double x)
{
    double unused = log(x - 10.0) / 0.0;
    double chosen = x > 0.0 ? x * x : unused;
    return chosen;
}

/*
 * check: NaN from code whose result is not selected
 * check-gradient: f(random(1, 2))
 * check-value: x = 2 * x
 */
