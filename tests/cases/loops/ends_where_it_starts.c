#include <adgen/adgen.h>
#include <math.h>
#include <stddef.h>

ADGEN_GRAD()
double triangle(double s, double *y)
{
    for (size_t j = 0; j < 1; j++) {
        for (size_t i = 0; i < j; i++)
            y[i] = sin(y[i] * s);
        y[j] *= s;
    }
    return y[0] * s;
}

ADGEN_GRAD()
double downwards(double s, double *y)
{
    for (unsigned j = 0; j < 1; j++) {
        for (unsigned i = j; i-- > 0;)
            y[i] = sin(y[i] * s);
        for (int i = (int)j; i > 0; i--)
            y[i] = cos(y[i] * s);
        for (unsigned i = j; i >= 1; i--)
            y[i] *= s;
        y[j] *= s;
    }
    return y[0] * s;
}

/*
 * check: loops that are known not to run, once the loop around them is written out: compilers warn of an unsigned number below zero
 * check-gradient: triangle(0.3, {0.5, 0.6})
 * check-gradient: downwards(0.3, {0.5, 0.6})
 * check-omits: < 0;
 */
