#include <adgen/adgen.h>
#include <math.h>

ADGEN_GRAD()
double f(double x)
{
    int power;
    double part = frexp(x * x, &power);
    return part * part * power;
}

/*
 * check: frexp
 * check-gradient: f(random(1.1, 2))
 */
