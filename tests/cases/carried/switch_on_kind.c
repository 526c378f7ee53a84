#include <adgen/adgen.h>

ADGEN_GRAD(x)
double f(double x, int kind)
{
    double factor;
    switch (kind) {
    case 0:
        factor = 0.5;
        break;
    case 1:
    case 2:
        factor = 2.0 * kind;
        break;
    default:
        factor = -1.0;
    }
    return x * x * factor;
}

/*
 * check: a switch that touches no active data is carried over
 * check-gradient: f(random(1, 2), 0)
 * check-gradient: f(random(1, 2), 2)
 * check-gradient: f(random(1, 2), 7)
 */
