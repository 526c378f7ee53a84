#include <adgen/adgen.h>

ADGEN_GRAD(x)
double f(double x)
{
    double sum = 0.0;
    for (double t = 0.0; t < 1.0; t += 0.25)
        sum += x * x * t + x;
    return sum;
}

/*
 * check: a counter that is a real
 * check-gradient: f(random(-1, 1))
 * check-value: x = 3 * x + 4
 */
