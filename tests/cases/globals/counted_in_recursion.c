#include <adgen/adgen.h>
#include <math.h>

int calls;

static double scaled(double z)
{
    calls++;
    return z * z * calls;
}

static double repeated(double a, int n)
{
    if (n == 0)
        return scaled(a);
    double u = scaled(sin(a));
    return u * repeated(a, n - 1);
}

ADGEN_GRAD(a)
double product(double a, int n)
{
    calls = 0;
    return repeated(a, n);
}

/*
 * check: a recursive function counts its calls in a global variable, and computes with the count
 * check-gradient: product(random(0.5, 1), 0)
 * check-gradient: product(random(0.5, 1), 3)
 */
