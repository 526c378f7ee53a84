#include <adgen/adgen.h>

ADGEN_GRAD(x)
double f(const double *x)
{
    const double *p = x + 2;
    double t = p[-1] * p[1];
    p -= 2;
    t *= *p;
    p = &p[3];
    return t * p[0] + *(p - 1);
}

/*
 * check: a pointer that moves within its array
 * check-gradient: f(random(4, -1, 1))
 */
