#include <adgen/adgen.h>

ADGEN_GRAD()
double f(double x, double y)
{
    double a[3] = { x, x * y };
    double b[] = { [1] = y, [3] = x, 2.0 };
    double c[2][2] = { { x, 1.0 }, { y } };
    return a[0] * a[1] + a[2] + b[0] + b[1] * b[3] * b[4] + c[0][0] * c[1][0] + c[1][1] + c[0][1];
}

/*
 * check: initialisers with active values, designators and missing ones
 * check-gradient: f(random(1, 2), random(1, 2))
 */
