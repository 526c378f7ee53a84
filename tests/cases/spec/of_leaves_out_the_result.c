#include <adgen/adgen.h>

ADGEN_GRAD(wrt(x), of(y))
double f(double x, double *y)
{
    *y = x * x;
    return x * x * x;
}

/*
 * check: where of leaves out the return value it gets no seed
 * check-gradient: f(1.5, zeros(1))
 * check-seed: y[0] = 1
 * check-value: x = 3
 * check-value: return = 3.375
 */
