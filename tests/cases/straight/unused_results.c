#include <adgen/adgen.h>
#include <math.h>

ADGEN_GRAD(x)
double f(double x)
{
    double unused = log(-1.0 - x * x);
    double value = x * x;
    (void)unused;
    return value;
}

/*
 * check: NaN in a result that is not used does not reach the derivative
 * check-gradient: f(random(1, 2))
 * check-value: x = 2 * x
 */
