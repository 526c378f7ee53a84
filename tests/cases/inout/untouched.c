#include <adgen/adgen.h>

ADGEN_GRAD()
double f(double x, double *unused)
{
    (void)unused;
    return x * x;
}

/*
 * check: what is not touched passes its adjoint through
 * check-gradient: f(random(-1, 1), random(2, -1, 1))
 */
