#include <adgen/adgen.h>
#include <cblas.h>
#include <lapacke.h>

/* Cholesky by blocks, in place, of the lower triangle. */
ADGEN_VJP()
int factor(int n, int block, double *a, int lda)
{
    for (int k = 0; k < n; k += block) {
        int here = n - k < block ? n - k : block, rest = n - k - here;
        double *diagonal = a + k * lda + k, *below = diagonal + here * lda;
        int info = LAPACKE_dpotrf(LAPACK_ROW_MAJOR, 'L', here, diagonal, lda);

        if (info != 0)
            return k + info;
        if (rest == 0)
            break;
        cblas_dtrsm(CblasRowMajor, CblasRight, CblasLower, CblasTrans, CblasNonUnit, rest, here, 1.0, diagonal, lda, below, lda);
        cblas_dsyrk(CblasRowMajor, CblasLower, CblasNoTrans, rest, here, -1.0, below, lda, 1.0, below + here, lda);
    }
    return 0;
}

/*
 * check: routines on blocks of one matrix, of sizes that change from step to step
 * check-link: -llapacke -lopenblas
 * check-gradient: factor(0, 2, zeros(0), 1)
 * check-gradient: factor(1, 2, {4.0}, 1)
 * check-gradient: factor(3, 1, {4.0, 9.0, 9.0, 9.0, 1.0, 5.0, 9.0, 9.0, 0.5, -0.3, 6.0, 9.0}, 4)
 * check-gradient: factor(5, 2, {6.0, 9.0, 9.0, 9.0, 9.0, 0.5, 7.0, 9.0, 9.0, 9.0, 0.9, -1.0, 8.0, 9.0, 9.0, 0.3, 0.2, 0.1, 9.0, 9.0,
 *     -0.7, 0.4, 0.3, -0.8, 5.0}, 5)
 */
