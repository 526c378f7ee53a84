#include <adgen/adgen.h>
#include <math.h>
#include <stdlib.h>

enum { TRANS = 'T', NOTRANS = 'N', UPPER = 'U', LOWER = 'L' };

static double ddot(int n, const double *x, int incx, const double *y, int incy)
{
    double sum = 0.0;
    int ix = incx < 0 ? (1 - n) * incx : 0, iy = incy < 0 ? (1 - n) * incy : 0;

    if (n <= 0)
        return sum;
    if (incx == 1 && incy == 1) {
        int i, m = n % 5;
        for (i = 0; i < m; i++)
            sum += x[i] * y[i];
        for (; i < n; i += 5)
            sum += x[i] * y[i] + x[i + 1] * y[i + 1] + x[i + 2] * y[i + 2] + x[i + 3] * y[i + 3] + x[i + 4] * y[i + 4];
        return sum;
    }
    for (int i = 0; i < n; i++, ix += incx, iy += incy)
        sum += x[ix] * y[iy];
    return sum;
}

static void dscal(int n, double a, double *x, int incx)
{
    for (int i = 0, k = 0; i < n; i++, k += incx)
        x[k] *= a;
}

/* c = alpha op(a) op(b) + beta c, columns first */
static int dgemm(char ta, char tb, int m, int n, int k, double alpha, const double *a, int lda, const double *b, int ldb, double beta,
    double *c, int ldc)
{
    if (m < 0 || n < 0 || k < 0)
        return 3;
    if (m == 0 || n == 0 || ((alpha == 0.0 || k == 0) && beta == 1.0))
        return 0;
    for (int j = 0; j < n; j++) {
        if (beta == 0.0)
            for (int i = 0; i < m; i++)
                c[i + j * ldc] = 0.0;
        else if (beta != 1.0)
            dscal(m, beta, c + j * ldc, 1);
        for (int i = 0; i < m; i++)
            c[i + j * ldc] += alpha * ddot(k, ta == TRANS ? a + i * lda : a + i, ta == TRANS ? 1 : lda,
                tb == TRANS ? b + j : b + j * ldb, tb == TRANS ? ldb : 1);
    }
    return 0;
}

/* Solves with a triangle in place. */
static void dtrsv(char uplo, int n, const double *a, int lda, double *x, int incx)
{
    int kx = incx <= 0 ? -(n - 1) * incx : 0;

    if (uplo == UPPER) {
        for (int j = n - 1, jx = kx + (n - 1) * incx; j >= 0; j--, jx -= incx) {
            if (x[jx] == 0.0)
                continue;
            x[jx] /= a[j + j * lda];
            for (int i = j - 1, ix = jx - incx; i >= 0; i--, ix -= incx)
                x[ix] -= x[jx] * a[i + j * lda];
        }
    } else {
        for (int j = 0, jx = kx; j < n; j++, jx += incx) {
            x[jx] /= a[j + j * lda];
            for (int i = j + 1, ix = jx + incx; i < n; i++, ix += incx)
                x[ix] -= x[jx] * a[i + j * lda];
        }
    }
}

/* c = alpha a' b + beta c, then the first column of c is solved with the triangle of a, forwards or backwards. */
ADGEN_VJP(alpha, a, b, beta, c)
int product_and_solve(int n, double alpha, const double *a, const double *b, double beta, double *c, int backwards)
{
    int info = dgemm(TRANS, NOTRANS, n, n, n, alpha, a, n, b, n, beta, c, n);

    if (info)
        return info;
    dtrsv(backwards ? UPPER : LOWER, n, a, n, c, backwards ? 1 : -1);
    return 0;
}

/*
 * check: routines in the style of BLAS: strides that may be negative, unrolled sums, pointers chosen by a character
 * check-gradient: product_and_solve(-1, 1.0, zeros(0), zeros(0), 1.0, zeros(0), 0)
 * check-gradient: product_and_solve(0, 1.0, zeros(0), zeros(0), 1.0, zeros(0), 0)
 * check-gradient: product_and_solve(1, 2.0, {3.0}, {4.0}, 0.5, {6.0}, 1)
 * check-seed: c[0] = 1
 * check-value: b[0] = 2
 * check-value: c[0] = 0.5 / 3.0
 * check-gradient: product_and_solve(2, 2.0, random(4, 0.5, 1), random(4, -1, 1), 0.7, random(4, -1, 1), 0)
 * check-gradient: product_and_solve(3, 2.0, random(9, 0.5, 1), random(9, -1, 1), 0.3, random(9, -1, 1), 1)
 * check-gradient: product_and_solve(6, 0.5, random(36, 1, 2), random(36, -1, 1), 0.3, random(36, -1, 1), 0)
 * check-call: product_and_solve(2, 2.0, random(4, 0.5, 1), random(4, -1, 1), 1.0, random(4, -1, 1), 0)
 * check-within: 1e-8
 */
