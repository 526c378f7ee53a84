#include <adgen/adgen.h>

ADGEN_GRAD(x)
double f(double x, int kind)
{
    switch (kind) {
    case 0: return x;
    case 1: return x * x;
    default: return 1.0 / x;
    }
}

/*
 * check: a switch that returns active data
 * check-gradient: f(random(1, 2), 0)
 * check-gradient: f(random(1, 2), 1)
 * check-gradient: f(random(1, 2), 2)
 */
