#include <adgen/adgen.h>

static int gcd(int a, int b)
{
    return b == 0 ? a : gcd(b, a % b);
}

ADGEN_GRAD(x)
double f(double x, int a, int b)
{
    double t = x;
    for (int i = gcd(a, b); i > 0; i--)
        t *= x;
    return t;
}

/*
 * check: recursion on integers
 * check-gradient: f(random(0.5, 1.5), 12, 18)
 */
