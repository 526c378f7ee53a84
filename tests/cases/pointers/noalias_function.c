#include <adgen/adgen.h>

ADGEN_NOALIAS
ADGEN_VJP()
void f(int n, const double *x, double *y, double *z)
{
    for (int i = 0; i < n; i++) {
        y[i] = x[i] * x[i];
        z[i] = y[i] * x[i];
    }
}

/*
 * check: ADGEN_NOALIAS says that the parameters do not overlap
 * check-gradient: f(4, random(4, -1, 1), random(4, -1, 1), random(4, -1, 1))
 */
