#include <adgen/adgen.h>
#include <cblas.h>

ADGEN_JVP(x)
double f(int n, const double *x)
{
    return cblas_ddot(n, x, 1, x, 1);
}

/*
 * check: a routine whose tangents adgen does not know
 * check-error: adgen-mode @ 7
 * check-error-text: ADGEN_DERIVATIVE_OF(cblas_ddot, jvp)
 */
