#include <adgen/adgen.h>

ADGEN_GRAD(x)
double f(double x)
{
    double t = x;
    do {
        t = t * x + 1.0;
    } while (t < 20.0);
    return t * x;
}

/*
 * check: a do loop runs at least once
 * check-gradient: f(random(2.1, 2.2))
 * check-gradient: f(21.5)
 */
