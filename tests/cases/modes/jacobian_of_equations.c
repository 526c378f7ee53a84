#include <adgen/adgen.h>
#include <cblas.h>
#include <lapacke.h>

/* The solution by the matrix and the right side. */
ADGEN_VJP(a, b)
void solution(const double a[9], const double b[3], ADGEN_SIZE(3) double *x)
{
    double lu[9];
    int    ipiv[3];

    cblas_dcopy(9, a, 1, lu, 1);
    cblas_dcopy(3, b, 1, x, 1);
    LAPACKE_dgesv(LAPACK_ROW_MAJOR, 3, 1, lu, 3, ipiv, x, 1);
}

/*
 * check: dense Jacobians of what calls BLAS and LAPACK
 * check-link: -llapacke -lopenblas
 * check-gradient: solution(random(9, -1, 1), random(3, -1, 1), random(3, -1, 1))
 */
