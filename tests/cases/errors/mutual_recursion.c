#include <adgen/adgen.h>

static double odd(double x, int n);

static double even(double x, int n)
{
    if (n == 0)
        return x;
    return odd(x * x, n - 1);
}

static double odd(double x, int n)
{
    return even(x + 1.0, n - 1);
}

ADGEN_GRAD(x)
double f(double x)
{
    return even(x, 2);
}

/*
 * check: two functions that call each other
 * check-error-text: [adgen-recursion]
 */
