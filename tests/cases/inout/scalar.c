#include <adgen/adgen.h>

ADGEN_VJP()
void f(double *x, double a)
{
    *x = *x * *x * a;
}

/*
 * check: on entry the adjoint of what x holds afterwards, on return of what it held before
 * check-gradient: f({1.5}, 2.0)
 * check-seed: x[0] = 3.0
 * check-value: x[0] = 18
 * check-value: a = 6.75
 * check-header-has: void f_vjp(double *x, double a, double *x_adj, double *a_adj)
 */
