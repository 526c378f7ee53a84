#include <adgen/adgen.h>
#include <complex.h>

ADGEN_GRAD(x)
double f(double x)
{
    double complex z = x + 2.0 * I;
    z = z * z;
    return creal(z) + cimag(z);
}

/*
 * check: complex numbers
 * check-error-text: [adgen-complex]
 */
