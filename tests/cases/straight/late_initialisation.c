#include <adgen/adgen.h>

ADGEN_GRAD()
double f(double x, double y)
{
    double a, b;
    b = x - y;
    a = b * b;
    b = a * y;
    return a + b;
}

/*
 * check: variables declared without a value
 * check-gradient: f(random(-2, 2), random(-2, 2))
 */
