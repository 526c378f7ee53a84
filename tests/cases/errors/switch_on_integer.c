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
 * check-error: adgen-switch @ 7:5
 * check-error-text: write it as a chain of if and else
 */
