#include <adgen/adgen.h>
#include <math.h>

ADGEN_GRAD(x)
double f(double x, double k)
{
    double scale = sqrt(fabs(k)) + log(1.0 + k * k);
    return scale * x + scale * scale * x * x;
}

/*
 * check: functions of what is not an independent are not differentiated
 * check-gradient: f(random(-1, 1), random(1, 2))
 * check-omits: / (1.0 + k * k)
 */
