#include <adgen/adgen.h>

ADGEN_GRAD()
float f(float x, double y)
{
    float t = x;
    t += y * x;
    t *= y;
    return t;
}

/*
 * check: a compound assignment computes in the wider type
 * check-gradient: f(random(-2, 2), random(-2, 2))
 */
