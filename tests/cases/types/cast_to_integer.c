#include <adgen/adgen.h>

ADGEN_GRAD()
double f(double x, double y)
{
    int n = (int)(x * 4.0);
    return n * x + y * (double)(long)(y * 10.0) + (unsigned char)x * y;
}

/*
 * check: a cast to an integer has derivative zero
 * check-gradient: f(random(2.02, 2.2), random(3.01, 3.09))
 * check-value: x = (int)(4 * x)
 */
