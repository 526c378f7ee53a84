#include <adgen/adgen.h>

ADGEN_GRAD(x)
double f(double x, int n)
{
    return n / 4 * x + n / 4.0 * x * x + 1 / 2 * x;
}

/*
 * check: a quotient of integers is cut before it becomes real
 * check-gradient: f(random(-2, 2), 7)
 * check-value: x = 1 + 3.5 * x
 */
