#include <adgen/adgen.h>
#include <complex.h>

ADGEN_GRAD(x)
double f(double x, double complex z)
{
    return x * creal(z * x);
}

/*
 * check: a complex number that active data meet
 * check-error-text: [adgen-complex]
 */
