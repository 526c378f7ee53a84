#include <adgen/adgen.h>

void get_buffer(double **place, int n);

ADGEN_GRAD(x)
double f(double x, int n)
{
    double *v = 0;

    get_buffer(&v, n);
    v[0] = x * x;
    return v[0];
}

/*
 * check: a function without a body that may set a pointer: active data then go nobody knows where
 * check-error: adgen-extern @ 10:5
 */
