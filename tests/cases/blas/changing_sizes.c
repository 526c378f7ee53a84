#include <adgen/adgen.h>
#include <cblas.h>
#include <lapacke.h>

/* Sizes, strides and pointers are others after the call: the backward pass needs what they were. */
ADGEN_VJP()
void shrinking(int n, double c, double *x)
{
    double *at = x;
    int inc = 1;

    while (n > 0) {
        cblas_dscal(n, c, at, inc);
        at += inc;
        inc = 3 - inc;
        n = (n - 1) / inc;
    }
}

ADGEN_VJP()
void moving(int m, int n, const double *a, const double *x, double *y)
{
    int lda = n;

    cblas_dgemv(CblasRowMajor, CblasNoTrans, m, n, 2.0, a, lda, x, 1, 1.0, y, 1);
    a += lda + 1;
    m--;
    n--;
    cblas_dgemv(CblasRowMajor, CblasTrans, m, n, 0.5, a, lda, y, 1, 1.0, y + m, 1);
    x++;
    lda = 1;
    cblas_daxpy(n, y[0], x, lda, y, lda);
    n = m = 0;
}

/* The columns' number and their order are in an array of integers, which changes. */
ADGEN_VJP()
double by_table(int count, int *order, double *a, int lda)
{
    double sum = 0.0;

    for (int k = 0; k < count; k++) {
        int other = order[k];
        sum += cblas_ddot(lda, a + k * lda, 1, a + other * lda, 1);
        cblas_daxpy(lda - other, sum, a + k * lda, 1, a + (k + 1) % count * lda, 1);
        order[k] = k;
    }
    return sum;
}

/* One array of pivots for two matrices; the factors' pivots are gone when the backward pass needs them. */
ADGEN_VJP()
double pivots_reused(int n, double *a, double *b, double *x)
{
    lapack_int ipiv[4];

    LAPACKE_dgetrf(LAPACK_ROW_MAJOR, n, n, a, n, ipiv);
    LAPACKE_dgetrs(LAPACK_ROW_MAJOR, 'N', n, 1, a, n, ipiv, x, 1);
    LAPACKE_dgetrf(LAPACK_COL_MAJOR, n, n, b, n, ipiv);
    LAPACKE_dgetrs(LAPACK_COL_MAJOR, 'T', n, 1, b, n, ipiv, x, n);
    for (int i = 0; i < n; i++)
        ipiv[i] = 1;
    return a[ipiv[0] - 1] * x[0];
}

/* In a loop, with pivots and a layout that change. */
ADGEN_VJP()
void steps(int count, int n, const double *a, double *x)
{
    double lu[16];
    int ipiv[4], layout = LAPACK_ROW_MAJOR;

    for (int k = 0; k < count; k++) {
        for (int i = 0; i < n * n; i++)
            lu[i] = a[i] * (1.0 + 0.5 * x[k % n] * x[k % n]);
        LAPACKE_dgetrf(layout, n, n, lu, n, ipiv);
        LAPACKE_dgetrs(layout, 'N', n, 1, lu, n, ipiv, x, layout == LAPACK_ROW_MAJOR ? 1 : n);
        layout = layout == LAPACK_ROW_MAJOR ? LAPACK_COL_MAJOR : LAPACK_ROW_MAJOR;
    }
}

/*
 * check: sizes, strides, pointers and pivots of a call that change after it
 * check-link: -llapacke -lopenblas
 * check-gradient: shrinking(0, 0.5, zeros(0))
 * check-gradient: shrinking(6, random(-1, 1), random(9, -1, 1))
 * check-gradient: moving(3, 3, random(9, -1, 1), random(3, -1, 1), random(4, -1, 1))
 * check-gradient: by_table(3, {2, 2, 1}, random(12, -1, 1), 4)
 * check-gradient: pivots_reused(1, {2.0}, {3.0}, {4.0})
 * check-gradient: pivots_reused(3, random(9, -1, 1), random(9, -1, 1), random(3, -1, 1))
 * check-gradient: steps(3, 3, {0.2, 1.0, 0.5, 2.0, 0.3, -0.4, 0.1, 0.6, 1.5}, random(3, -1, 1))
 * check-within: 1e-8
 */
