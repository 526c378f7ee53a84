#include <adgen/adgen.h>

ADGEN_GRAD()
double f(double x, double x_adj)
{
    return x * x_adj * x_adj;
}

/*
 * check: a parameter named like another one's adjoint
 * check-gradient: f(random(0.5, 1), random(0.5, 1))
 */
