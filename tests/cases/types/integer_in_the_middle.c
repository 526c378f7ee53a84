#include <adgen/adgen.h>

ADGEN_GRAD()
double f(double x)
{
    double t = x * x;
    int whole = (int)t;
    double part = t - whole;
    return part * part;
}

/*
 * check: a cast to int in the middle cuts one way and leaves the other
 * check-gradient: f(random(1.1, 1.3))
 * check-value: x = 4 * x * (x * x - 1)
 */
