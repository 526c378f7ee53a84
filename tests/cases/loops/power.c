#include <adgen/adgen.h>

ADGEN_GRAD(x)
double power(double x, int n)
{
    double t = 1.0;
    for (int i = 0; i < n; i++)
        t = t * x;
    return t;
}

/*
 * check: the running product is kept per step, the constant factor is not
 * check-gradient: power(1.5, 3)
 * check-value: x = 6.75
 * check-value: return = 3.375
 * check-gradient: power(random(0.5, 2), 5)
 * check-value: x = 5 * pow(x, 4)
 * check-gradient: power(1.5, 0)
 * check-gradient: power(1.5, -3)
 * check-omits: adgen_tape
 */
