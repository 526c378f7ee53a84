#include <adgen/adgen.h>

ADGEN_GRAD(x)
double f(double x, int kind)
{
    double t = x;
    switch (kind) {
    case 0:
        t *= x;
        break;
    case 1:
        t += 1.0;
        break;
    }
    return t;
}

/*
 * check: a switch that changes active data
 * check-gradient: f(random(1, 2), 0)
 * check-gradient: f(random(1, 2), 1)
 * check-gradient: f(random(1, 2), 2)
 * check-has: if (kind == 0)
 */
