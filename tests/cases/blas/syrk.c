#include <adgen/adgen.h>
#include <cblas.h>

ADGEN_VJP()
void general(int layout, int uplo, int trans, int n, int k, double alpha, const double *a, int lda,
    double beta, double *c, int ldc)
{
    cblas_dsyrk((CBLAS_LAYOUT)layout, (CBLAS_UPLO)uplo, (CBLAS_TRANSPOSE)trans, n, k, alpha, a, lda, beta, c, ldc);
}

ADGEN_VJP()
void upper(int n, int k, const double *a, double *c)
{
    cblas_dsyrk(CblasRowMajor, CblasUpper, CblasNoTrans, n, k, 1.0, a, k, 0.0, c, n);
}

ADGEN_VJP()
void lower_transposed(int n, int k, const double *a, double *c)
{
    cblas_dsyrk(CblasRowMajor, CblasLower, CblasTrans, n, k, -0.5, a, n, 1.0, c, n);
}

/* Then made whole, from its triangle. */
ADGEN_GRAD()
double made_whole(int n, int k, const double *a)
{
    double c[4][4], sum = 0.0;

    cblas_dsyrk(CblasColMajor, CblasLower, CblasNoTrans, n, k, 1.0, a, n, 0.0, c[0], 4);
    for (int i = 0; i < n; i++)
        for (int j = 0; j < i; j++)
            c[i][j] = c[j][i];
    for (int i = 0; i < n; i++)
        for (int j = 0; j < n; j++)
            sum += c[i][j] * c[i][j] * (i + 2 * j);
    return sum;
}

/*
 * check: a matrix times its transpose, of which a triangle is written
 * check-link: -lopenblas
 * check-gradient: general(CblasRowMajor, CblasUpper, CblasNoTrans, 3, 2, random(-1, 1), random(20, -1, 1), 5,
 *     random(-1, 1), random(20, -1, 1), 3)
 * check-gradient: general(CblasRowMajor, CblasUpper, CblasTrans, 3, 2, random(-1, 1), random(20, -1, 1), 3,
 *     random(-1, 1), random(20, -1, 1), 4)
 * check-gradient: general(CblasRowMajor, CblasUpper, CblasConjTrans, 3, 2, random(-1, 1), random(20, -1, 1), 4,
 *     random(-1, 1), random(20, -1, 1), 5)
 * check-gradient: general(CblasRowMajor, CblasLower, CblasNoTrans, 3, 2, random(-1, 1), random(20, -1, 1), 5,
 *     random(-1, 1), random(20, -1, 1), 3)
 * check-gradient: general(CblasRowMajor, CblasLower, CblasTrans, 3, 2, random(-1, 1), random(20, -1, 1), 3,
 *     random(-1, 1), random(20, -1, 1), 4)
 * check-gradient: general(CblasRowMajor, CblasLower, CblasConjTrans, 3, 2, random(-1, 1), random(20, -1, 1), 4,
 *     random(-1, 1), random(20, -1, 1), 5)
 * check-gradient: general(CblasColMajor, CblasUpper, CblasNoTrans, 3, 2, random(-1, 1), random(20, -1, 1), 5,
 *     random(-1, 1), random(20, -1, 1), 3)
 * check-gradient: general(CblasColMajor, CblasUpper, CblasTrans, 3, 2, random(-1, 1), random(20, -1, 1), 3,
 *     random(-1, 1), random(20, -1, 1), 4)
 * check-gradient: general(CblasColMajor, CblasUpper, CblasConjTrans, 3, 2, random(-1, 1), random(20, -1, 1), 4,
 *     random(-1, 1), random(20, -1, 1), 5)
 * check-gradient: general(CblasColMajor, CblasLower, CblasNoTrans, 3, 2, random(-1, 1), random(20, -1, 1), 5,
 *     random(-1, 1), random(20, -1, 1), 3)
 * check-gradient: general(CblasColMajor, CblasLower, CblasTrans, 3, 2, random(-1, 1), random(20, -1, 1), 3,
 *     random(-1, 1), random(20, -1, 1), 4)
 * check-gradient: general(CblasColMajor, CblasLower, CblasConjTrans, 3, 2, random(-1, 1), random(20, -1, 1), 4,
 *     random(-1, 1), random(20, -1, 1), 5)
 * check-gradient: general(CblasRowMajor, CblasUpper, CblasNoTrans, 0, 0, random(-1, 1), random(4, -1, 1), 2,
 *     random(-1, 1), random(4, -1, 1), 2)
 * check-gradient: general(CblasColMajor, CblasLower, CblasTrans, 1, 1, random(-1, 1), random(4, -1, 1), 2, random(-1,
 *     1), random(4, -1, 1), 2)
 * check-gradient: general(CblasRowMajor, CblasLower, CblasNoTrans, 2, 0, random(-1, 1), random(4, -1, 1), 2,
 *     random(-1, 1), random(4, -1, 1), 2)
 * check-gradient: general(CblasColMajor, CblasUpper, CblasTrans, 0, 2, random(-1, 1), random(4, -1, 1), 2, random(-1,
 *     1), random(4, -1, 1), 2)
 * check-gradient: general(CblasColMajor, CblasUpper, CblasNoTrans, 2, 0, random(-1, 1), random(4, -1, 1), 2,
 *     random(-1, 1), random(4, -1, 1), 2)
 * check-gradient: upper(0, 0, zeros(0), zeros(0))
 * check-gradient: upper(1, 1, random(1, -1, 1), random(1, -1, 1))
 * check-gradient: upper(2, 3, random(6, -1, 1), random(4, -1, 1))
 * check-gradient: upper(5, 2, random(10, -1, 1), random(25, -1, 1))
 * check-gradient: lower_transposed(0, 0, zeros(0), zeros(0))
 * check-gradient: lower_transposed(1, 1, random(1, -1, 1), random(1, -1, 1))
 * check-gradient: lower_transposed(2, 3, random(6, -1, 1), random(4, -1, 1))
 * check-gradient: lower_transposed(5, 2, random(10, -1, 1), random(25, -1, 1))
 * check-gradient: made_whole(1, 1, random(1, -1, 1))
 * check-gradient: made_whole(3, 2, random(6, -1, 1))
 * check-gradient: made_whole(4, 5, random(20, -1, 1))
 */
