#include <adgen/adgen.h>

ADGEN_GRAD()
double f(double x)
{
    if (x < -1.0)
        return -x;
    else if (x < 0.0)
        return x * x;
    else if (x < 1.0)
        return x * x * x;
    else
        return 2.0 * x - 1.0;
}

/*
 * check: a chain of else if, each with its own return
 * check-gradient: f(random(-2, -1.1))
 * check-gradient: f(random(-0.9, -0.1))
 * check-gradient: f(random(0.1, 0.9))
 * check-gradient: f(random(1.1, 2))
 */
