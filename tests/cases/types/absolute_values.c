#include <adgen/adgen.h>
#include <math.h>

#ifdef __GNUC__
#pragma GCC diagnostic ignored "-Wabsolute-value"
#endif

ADGEN_GRAD()
double absolute_values(double x, long double y, int n)
{
    double near = sin(fabs(y)) + fabsf(x) * 0.0;
    int    where = (int)(3.0 * fabs(0.5 * y * x)) % 2;
    return near * x * (where + 1) + fabs(n) * x;
}

/*
 * check: an absolute value of a narrower type than its argument has the conversion written out, since compilers warn of it
 * check-gradient: absolute_values(0.3, 0.7, -2)
 * check-has: fabs((double)y)
 */
