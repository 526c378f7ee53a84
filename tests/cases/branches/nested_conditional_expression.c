#include <adgen/adgen.h>

ADGEN_GRAD()
double clamp(double x, double low, double high)
{
    return x < low ? low : x > high ? high : x;
}

/*
 * check: ?: within ?:
 * check-gradient: clamp(random(-2, -1), 0.0, 1.0)
 * check-gradient: clamp(random(0.1, 0.9), 0.0, 1.0)
 * check-gradient: clamp(random(1.1, 2), 0.0, 1.0)
 */
