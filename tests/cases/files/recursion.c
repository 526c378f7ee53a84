#include <adgen/adgen.h>
#include <math.h>

double odd(int n, double x);

double even(int n, double x)
{
    return n == 0 ? x : sin(x) * odd(n - 1, x + 0.5);
}

double power(int n, double x);

ADGEN_GRAD(x)
double chain(int n, double x)
{
    return even(n, x) + power(n, x);
}

/* check: functions of two files call each other, and one of the other file calls itself
 * check-with: parts/odd.c
 * check-gradient: chain(4, 0.75)
 * check-gradient: chain(5, -1.5)
 * check-gradient: chain(0, 2.0)
 * check-has: Vector-Jacobian product of odd (odd.c:6)
 * check-has: Vector-Jacobian product of even (recursion.c:6) */
