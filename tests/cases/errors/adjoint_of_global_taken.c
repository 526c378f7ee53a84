#include <adgen/adgen.h>

double level, level_adj;

ADGEN_GRAD(x)
double f(double x)
{
    level = x * x;
    return level * x + level_adj;
}

/*
 * check: the name of a global's adjoint is in use
 * check-error: adgen-name @ 3:8
 */
