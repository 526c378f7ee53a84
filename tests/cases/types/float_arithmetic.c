#include <adgen/adgen.h>

ADGEN_GRAD()
float f(float x, float y)
{
    float t = x * y + 0.5f;
    t += t * x;
    return t / y - x;
}

/*
 * check: everything in float
 * check-gradient: f(random(-2, 2), random(1, 2))
 * check-omits: double
 */
