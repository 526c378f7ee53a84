#include <adgen/adgen.h>
#include <math.h>

ADGEN_GRAD()
float f(float x, float y)
{
    return expf(x) * logf(y) + sinf(x) * cosf(y) + powf(y, x) + sqrtf(y) * fabsf(x) + tanhf(x * y) + atan2f(x, y)
        + hypotf(x, y) + fmaxf(x, y) + erff(x) + floorf(y) + fmaf(x, y, x) + cbrtf(y);
}

/*
 * check: the functions of float
 * check-gradient: f(random(0.2, 0.8), random(1.1, 1.9))
 */
