#include <adgen/adgen.h>
#include <math.h>

/* mutual recursion */
static double odd(double x, int n);
static double even(double x, int n)
{
    return n == 0 ? x : sin(x) * odd(x * 0.5, n - 1);
}
static double odd(double x, int n)
{
    if (n == 0)
        return x * x;
    return even(x + 1.0, n - 1) + x;
}

ADGEN_VJP()
double f(double x, int n)
{
    return even(x, n) * odd(x, n);
}

/*
 * check: mutual recursion
 * check-gradient: f(0.3, 0)
 * check-gradient: f(0.3, 1)
 * check-gradient: f(1.3, 6)
 */
