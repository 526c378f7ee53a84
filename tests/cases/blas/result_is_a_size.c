#include <adgen/adgen.h>
#include <cblas.h>
#include <lapacke.h>

/* What the routine returns takes the place of one of its arguments. */
ADGEN_VJP()
int once(int n, double *a, double *b)
{
    int size = n;

    n = LAPACKE_dpotrf(LAPACK_ROW_MAJOR, 'L', n, a, n);
    n = LAPACKE_dpotrs(LAPACK_ROW_MAJOR, 'L', size + n, 1, a, size - n, b, 1);
    return n;
}

/*
 * check: a size that is overwritten by the call
 * check-link: -llapacke -lopenblas
 * check-gradient: once(2, {3.0, 0.5, 0.5, 2.0}, random(2, -1, 1))
 * check-gradient: once(1, {3.0}, random(1, -1, 1))
 */
