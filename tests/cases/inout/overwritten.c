#include <adgen/adgen.h>

ADGEN_VJP()
void f(double *x, double a)
{
    *x = a * a;
}

/*
 * check: the adjoint of what is overwritten becomes zero
 * check-gradient: f({1.5}, 2.0)
 * check-seed: x[0] = 3.0
 * check-value: x[0] = 0
 * check-value: a = 12
 */
