#include <adgen/adgen.h>

#ifndef DEGREE
#define DEGREE 2
#endif

ADGEN_GRAD(x)
double f(double x)
{
    double t = 1.0;
#if DEGREE > 2
    t += x;
#endif
    for (int i = 0; i < DEGREE; i++)
        t *= x;
    return t;
}

/*
 * check: -D on the command line chooses the code
 * check-args: -DDEGREE=3
 * check-gradient: f(random(0.5, 1))
 * check-value: x = 3 * x * x + 4 * x * x * x
 */
