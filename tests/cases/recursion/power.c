#include <adgen/adgen.h>
#include <math.h>

static double power(double x, int n)
{
    if (n == 0)
        return 1.0;
    return x * power(x, n - 1);
}

ADGEN_GRAD(x)
double f(double x, int n)
{
    return sin(power(x, n)) * x;
}

/*
 * check: a recursive function
 * check-gradient: f(1.3, 3)
 * check-gradient: f(0.7, 0)
 * check-gradient: f(0.7, 1)
 */
