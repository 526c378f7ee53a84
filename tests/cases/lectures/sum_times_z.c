#include <adgen/adgen.h>

ADGEN_GRAD()
double f(double x, double y, double z)
{
    double q = x + y;
    return q * z;
}

/*
 * check: (x + y) z
 * check-gradient: f(-2.0, 5.0, -4.0)
 * check-value: x = -4
 * check-value: y = -4
 * check-value: z = 3
 * check-value: return = -12
 */
