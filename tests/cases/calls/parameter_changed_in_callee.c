#include <adgen/adgen.h>

static double power(double x, int n)
{
    double t = 1.0;
    while (n-- > 0) {
        t *= x;
        x += 0.5;
    }
    return t * x;
}

ADGEN_GRAD(x)
double f(double x)
{
    int n = 2;
    double t = power(x, n);
    return t * power(t, n + 1) + x;
}

/*
 * check: a helper changes its own copies of the arguments
 * check-gradient: f(random(0.5, 0.8))
 */
