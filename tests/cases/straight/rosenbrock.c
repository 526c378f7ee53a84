#include <adgen/adgen.h>

ADGEN_GRAD()
double rosenbrock(double x, double y)
{
    double a = 1.0 - x, b = y - x * x;
    return a * a + 100.0 * b * b;
}

/*
 * check: the Rosenbrock function of two variables
 * check-gradient: rosenbrock(random(-2, 2), random(-2, 2))
 * check-value: x = -2 * (1 - x) - 400 * x * (y - x * x)
 * check-value: y = 200 * (y - x * x)
 */
