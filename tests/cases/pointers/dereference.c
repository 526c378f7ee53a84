#include <adgen/adgen.h>

ADGEN_GRAD()
double f(const double *x, const double *y)
{
    return *x * *y + *(x + 1) * y[1];
}

/*
 * check: * and [] mean the same
 * check-gradient: f(random(2, -1, 1), random(2, -1, 1))
 */
