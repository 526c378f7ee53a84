#ifndef ADGEN_TESTS_BLAS_H
#define ADGEN_TESTS_BLAS_H

/*
 * BLAS and LAPACK in quad precision, by their definitions: what <cblas.h> and <lapacke.h> are to the quad copy of a
 * case, through the folder quad/.  The names for float are those for double: quad.h makes one type of both.
 *
 * A matrix is a view of elements some steps apart, so that a layout, a transposition and a stride are all the same, a
 * vector is a matrix of one column, and a shape says what is read of a triangle.  Arguments are not checked.
 */

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <quadmath.h>

typedef enum CBLAS_ORDER { CblasRowMajor = 101, CblasColMajor = 102 } CBLAS_ORDER;
typedef enum CBLAS_TRANSPOSE {
    CblasNoTrans = 111, CblasTrans = 112, CblasConjTrans = 113, CblasConjNoTrans = 114
} CBLAS_TRANSPOSE;
typedef enum CBLAS_UPLO { CblasUpper = 121, CblasLower = 122 } CBLAS_UPLO;
typedef enum CBLAS_DIAG { CblasNonUnit = 131, CblasUnit = 132 } CBLAS_DIAG;
typedef enum CBLAS_SIDE { CblasLeft = 141, CblasRight = 142 } CBLAS_SIDE;
typedef CBLAS_ORDER CBLAS_LAYOUT;

#define CBLAS_INDEX      size_t
#define lapack_int       int32_t
#define LAPACK_ROW_MAJOR 101
#define LAPACK_COL_MAJOR 102

typedef int32_t    blasint;
typedef __float128 T_Real;

/* ---- views ---- */

enum { T_FULL = 0, T_UPPER = 1, T_LOWER = 2, T_SYMMETRIC = 4, T_UNIT = 8 };

typedef struct T_Matrix {
    T_Real   *first;
    ptrdiff_t down, right;
    int       shape;
} T_Matrix;

static T_Real *t_at(T_Matrix a, int i, int j)
{
    return a.first + i * a.down + j * a.right;
}

static bool t_outside(T_Matrix a, int i, int j)
{
    return (i > j && (a.shape & T_UPPER)) || (i < j && (a.shape & T_LOWER));
}

static T_Real t_element(T_Matrix a, int i, int j)
{
    if (i == j && (a.shape & T_UNIT))
        return 1;
    if (!t_outside(a, i, j))
        return *t_at(a, i, j);
    return a.shape & T_SYMMETRIC ? *t_at(a, j, i) : 0;
}

static T_Matrix t_transposed(T_Matrix a)
{
    int flipped = (a.shape & T_UPPER ? T_LOWER : 0) | (a.shape & T_LOWER ? T_UPPER : 0);
    return (T_Matrix){ a.first, a.right, a.down, (a.shape & ~(T_UPPER | T_LOWER)) | flipped };
}

static bool t_transposes(int trans)
{
    return trans == CblasTrans || trans == CblasConjTrans;
}

static T_Matrix t_shaped(int layout, int trans, const T_Real *a, int ld, int shape)
{
    bool rows = layout == CblasRowMajor;
    T_Matrix stored = { (T_Real *)a, rows ? ld : 1, rows ? 1 : ld, shape };
    return t_transposes(trans) ? t_transposed(stored) : stored;
}

static T_Matrix t_matrix(int layout, int trans, const T_Real *a, int ld)
{
    return t_shaped(layout, trans, a, ld, T_FULL);
}

static int t_half(int uplo)
{
    return uplo == CblasUpper ? T_UPPER : T_LOWER;
}

static T_Matrix t_triangle(int layout, int uplo, int trans, int diag, const T_Real *a, int ld)
{
    return t_shaped(layout, trans, a, ld, t_half(uplo) | (diag == CblasUnit ? T_UNIT : 0));
}

static T_Matrix t_symmetric(int layout, int uplo, const T_Real *a, int ld)
{
    return t_shaped(layout, CblasNoTrans, a, ld, t_half(uplo) | T_SYMMETRIC);
}

/* Backwards from its far end where the stride is negative. */
static T_Matrix t_vector(int n, const T_Real *x, int inc)
{
    return (T_Matrix){ (T_Real *)x + (inc < 0 && n > 0 ? (ptrdiff_t)(1 - n) * inc : 0), inc, 0, T_FULL };
}

/* ---- what all is made of ---- */

/* c = alpha a b + beta c, of m rows and n columns; what is outside of its shape stays.  beta == 0 does not read c. */
static void t_product(int m, int n, int k, T_Real alpha, T_Matrix a, T_Matrix b, T_Real beta, T_Matrix c)
{
    for (int i = 0; i < m; i++) {
        for (int j = 0; j < n; j++) {
            T_Real sum = 0, *to = t_at(c, i, j);
            if (t_outside(c, i, j))
                continue;
            for (int p = 0; p < k; p++)
                sum += t_element(a, i, p) * t_element(b, p, j);
            *to = alpha * sum + (beta == 0 ? 0 : beta * *to);
        }
    }
}

/* The i-th row to compute, so that a triangle finds in b what it needs: not changed yet, or changed already. */
static int t_row(int m, T_Matrix triangle, bool changed, int i)
{
    bool down = ((triangle.shape & T_UPPER) != 0) != changed;
    return down ? i : m - 1 - i;
}

/* b = alpha a b, for a triangle a */
static void t_multiply(int m, int n, T_Real alpha, T_Matrix a, T_Matrix b)
{
    for (int s = 0; s < m; s++) {
        int i = t_row(m, a, false, s);
        for (int j = 0; j < n; j++) {
            T_Real sum = 0;
            for (int p = 0; p < m; p++)
                sum += t_element(a, i, p) * *t_at(b, p, j);
            *t_at(b, i, j) = alpha * sum;
        }
    }
}

/* b = alpha a^-1 b, for a triangle a */
static void t_solve(int m, int n, T_Real alpha, T_Matrix a, T_Matrix b)
{
    for (int s = 0; s < m; s++) {
        int i = t_row(m, a, true, s);
        for (int j = 0; j < n; j++) {
            T_Real rest = alpha * *t_at(b, i, j);
            for (int p = 0; p < m; p++)
                rest -= p == i ? 0 : t_element(a, i, p) * *t_at(b, p, j);
            *t_at(b, i, j) = rest / t_element(a, i, i);
        }
    }
}

static void t_exchange(T_Real *a, T_Real *b)
{
    T_Real old = *a;
    *a = *b;
    *b = old;
}

/* ---- vectors ---- */

static T_Real cblas_ddot(int n, const T_Real *x, int incx, const T_Real *y, int incy)
{
    T_Matrix from = t_vector(n, x, incx), with = t_vector(n, y, incy);
    T_Real sum = 0;
    for (int i = 0; i < n; i++)
        sum += *t_at(from, i, 0) * *t_at(with, i, 0);
    return sum;
}

static T_Real cblas_dasum(int n, const T_Real *x, int incx)
{
    T_Real sum = 0;
    for (int i = 0; i < n && incx > 0; i++)
        sum += fabsq(x[(ptrdiff_t)i * incx]);
    return sum;
}

static T_Real cblas_dnrm2(int n, const T_Real *x, int incx)
{
    return incx > 0 ? sqrtq(cblas_ddot(n, x, incx, x, incx)) : 0;
}

static CBLAS_INDEX cblas_idamax(int n, const T_Real *x, int incx)
{
    int largest = 0;
    for (int i = 1; i < n && incx > 0; i++)
        if (fabsq(x[(ptrdiff_t)i * incx]) > fabsq(x[(ptrdiff_t)largest * incx]))
            largest = i;
    return (CBLAS_INDEX)largest;
}

static void cblas_daxpy(int n, T_Real alpha, const T_Real *x, int incx, T_Real *y, int incy)
{
    T_Matrix from = t_vector(n, x, incx), to = t_vector(n, y, incy);
    for (int i = 0; i < n; i++)
        *t_at(to, i, 0) += alpha * *t_at(from, i, 0);
}

static void cblas_dcopy(int n, const T_Real *x, int incx, T_Real *y, int incy)
{
    T_Matrix from = t_vector(n, x, incx), to = t_vector(n, y, incy);
    for (int i = 0; i < n; i++)
        *t_at(to, i, 0) = *t_at(from, i, 0);
}

static void cblas_dswap(int n, T_Real *x, int incx, T_Real *y, int incy)
{
    T_Matrix a = t_vector(n, x, incx), b = t_vector(n, y, incy);
    for (int i = 0; i < n; i++)
        t_exchange(t_at(a, i, 0), t_at(b, i, 0));
}

static void cblas_dscal(int n, T_Real alpha, T_Real *x, int incx)
{
    for (int i = 0; i < n && incx > 0; i++)
        x[(ptrdiff_t)i * incx] *= alpha;
}

static void cblas_drot(int n, T_Real *x, int incx, T_Real *y, int incy, T_Real c, T_Real s)
{
    T_Matrix a = t_vector(n, x, incx), b = t_vector(n, y, incy);
    for (int i = 0; i < n; i++) {
        T_Real left = *t_at(a, i, 0), right = *t_at(b, i, 0);
        *t_at(a, i, 0) = c * left + s * right;
        *t_at(b, i, 0) = c * right - s * left;
    }
}

/* ---- a matrix and vectors ---- */

/* A matrix without rows or columns leaves y as it is. */
static void cblas_dgemv(CBLAS_LAYOUT layout, CBLAS_TRANSPOSE trans, int m, int n, T_Real alpha, const T_Real *a, int lda,
                        const T_Real *x, int incx, T_Real beta, T_Real *y, int incy)
{
    int rows = t_transposes(trans) ? n : m, columns = t_transposes(trans) ? m : n;
    if (columns > 0)
        t_product(rows, 1, columns, alpha, t_matrix(layout, trans, a, lda), t_vector(columns, x, incx), beta,
                  t_vector(rows, y, incy));
}

static void cblas_dger(CBLAS_LAYOUT layout, int m, int n, T_Real alpha, const T_Real *x, int incx, const T_Real *y,
                       int incy, T_Real *a, int lda)
{
    t_product(m, n, 1, alpha, t_vector(m, x, incx), t_transposed(t_vector(n, y, incy)), 1,
              t_matrix(layout, CblasNoTrans, a, lda));
}

static void cblas_dsymv(CBLAS_LAYOUT layout, CBLAS_UPLO uplo, int n, T_Real alpha, const T_Real *a, int lda,
                        const T_Real *x, int incx, T_Real beta, T_Real *y, int incy)
{
    t_product(n, 1, n, alpha, t_symmetric(layout, uplo, a, lda), t_vector(n, x, incx), beta, t_vector(n, y, incy));
}

static void cblas_dsyr(CBLAS_LAYOUT layout, CBLAS_UPLO uplo, int n, T_Real alpha, const T_Real *x, int incx, T_Real *a,
                       int lda)
{
    T_Matrix v = t_vector(n, x, incx);
    t_product(n, n, 1, alpha, v, t_transposed(v), 1, t_triangle(layout, uplo, CblasNoTrans, CblasNonUnit, a, lda));
}

static void cblas_dsyr2(CBLAS_LAYOUT layout, CBLAS_UPLO uplo, int n, T_Real alpha, const T_Real *x, int incx,
                        const T_Real *y, int incy, T_Real *a, int lda)
{
    T_Matrix v = t_vector(n, x, incx), w = t_vector(n, y, incy);
    T_Matrix to = t_triangle(layout, uplo, CblasNoTrans, CblasNonUnit, a, lda);
    t_product(n, n, 1, alpha, v, t_transposed(w), 1, to);
    t_product(n, n, 1, alpha, w, t_transposed(v), 1, to);
}

static void cblas_dtrmv(CBLAS_LAYOUT layout, CBLAS_UPLO uplo, CBLAS_TRANSPOSE trans, CBLAS_DIAG diag, int n,
                        const T_Real *a, int lda, T_Real *x, int incx)
{
    t_multiply(n, 1, 1, t_triangle(layout, uplo, trans, diag, a, lda), t_vector(n, x, incx));
}

static void cblas_dtrsv(CBLAS_LAYOUT layout, CBLAS_UPLO uplo, CBLAS_TRANSPOSE trans, CBLAS_DIAG diag, int n,
                        const T_Real *a, int lda, T_Real *x, int incx)
{
    t_solve(n, 1, 1, t_triangle(layout, uplo, trans, diag, a, lda), t_vector(n, x, incx));
}

/* ---- matrices ---- */

static void cblas_dgemm(CBLAS_LAYOUT layout, CBLAS_TRANSPOSE transa, CBLAS_TRANSPOSE transb, int m, int n, int k,
                        T_Real alpha, const T_Real *a, int lda, const T_Real *b, int ldb, T_Real beta, T_Real *c, int ldc)
{
    t_product(m, n, k, alpha, t_matrix(layout, transa, a, lda), t_matrix(layout, transb, b, ldb), beta,
              t_matrix(layout, CblasNoTrans, c, ldc));
}

static void cblas_dsymm(CBLAS_LAYOUT layout, CBLAS_SIDE side, CBLAS_UPLO uplo, int m, int n, T_Real alpha,
                        const T_Real *a, int lda, const T_Real *b, int ldb, T_Real beta, T_Real *c, int ldc)
{
    T_Matrix symmetric = t_symmetric(layout, uplo, a, lda), other = t_matrix(layout, CblasNoTrans, b, ldb);
    bool left = side == CblasLeft;
    t_product(m, n, left ? m : n, alpha, left ? symmetric : other, left ? other : symmetric, beta,
              t_matrix(layout, CblasNoTrans, c, ldc));
}

static void cblas_dsyrk(CBLAS_LAYOUT layout, CBLAS_UPLO uplo, CBLAS_TRANSPOSE trans, int n, int k, T_Real alpha,
                        const T_Real *a, int lda, T_Real beta, T_Real *c, int ldc)
{
    T_Matrix v = t_matrix(layout, trans, a, lda);
    t_product(n, n, k, alpha, v, t_transposed(v), beta, t_triangle(layout, uplo, CblasNoTrans, CblasNonUnit, c, ldc));
}

static void cblas_dsyr2k(CBLAS_LAYOUT layout, CBLAS_UPLO uplo, CBLAS_TRANSPOSE trans, int n, int k, T_Real alpha,
                         const T_Real *a, int lda, const T_Real *b, int ldb, T_Real beta, T_Real *c, int ldc)
{
    T_Matrix v = t_matrix(layout, trans, a, lda), w = t_matrix(layout, trans, b, ldb);
    T_Matrix to = t_triangle(layout, uplo, CblasNoTrans, CblasNonUnit, c, ldc);
    t_product(n, n, k, alpha, v, t_transposed(w), beta, to);
    t_product(n, n, k, alpha, w, t_transposed(v), 1, to);
}

/* From the right is from the left on the transposes. */
static void cblas_dtrmm(CBLAS_LAYOUT layout, CBLAS_SIDE side, CBLAS_UPLO uplo, CBLAS_TRANSPOSE trans, CBLAS_DIAG diag,
                        int m, int n, T_Real alpha, const T_Real *a, int lda, T_Real *b, int ldb)
{
    T_Matrix factor = t_triangle(layout, uplo, trans, diag, a, lda), to = t_matrix(layout, CblasNoTrans, b, ldb);
    if (side == CblasLeft)
        t_multiply(m, n, alpha, factor, to);
    else
        t_multiply(n, m, alpha, t_transposed(factor), t_transposed(to));
}

static void cblas_dtrsm(CBLAS_LAYOUT layout, CBLAS_SIDE side, CBLAS_UPLO uplo, CBLAS_TRANSPOSE trans, CBLAS_DIAG diag,
                        int m, int n, T_Real alpha, const T_Real *a, int lda, T_Real *b, int ldb)
{
    T_Matrix factor = t_triangle(layout, uplo, trans, diag, a, lda), to = t_matrix(layout, CblasNoTrans, b, ldb);
    if (side == CblasLeft)
        t_solve(m, n, alpha, factor, to);
    else
        t_solve(n, m, alpha, t_transposed(factor), t_transposed(to));
}

/* ---- LAPACK ---- */

static int t_uplo(char letter)
{
    return letter == 'U' || letter == 'u' ? CblasUpper : CblasLower;
}

static int t_trans(char letter)
{
    return letter == 'N' || letter == 'n' ? CblasNoTrans : CblasTrans;
}

static int t_diag(char letter)
{
    return letter == 'U' || letter == 'u' ? CblasUnit : CblasNonUnit;
}

/* The lower factor L of a = L L'; an upper one is its transpose. */
static lapack_int LAPACKE_dpotrf(int layout, char uplo, lapack_int n, T_Real *a, lapack_int lda)
{
    T_Matrix l = t_matrix(layout, t_uplo(uplo) == CblasUpper ? CblasTrans : CblasNoTrans, a, lda);
    for (int j = 0; j < n; j++) {
        for (int i = j; i < n; i++)
            for (int p = 0; p < j; p++)
                *t_at(l, i, j) -= *t_at(l, i, p) * *t_at(l, j, p);
        if (!(*t_at(l, j, j) > 0))
            return j + 1;
        *t_at(l, j, j) = sqrtq(*t_at(l, j, j));
        for (int i = j + 1; i < n; i++)
            *t_at(l, i, j) /= *t_at(l, j, j);
    }
    return 0;
}

static lapack_int LAPACKE_dpotrs(int layout, char uplo, lapack_int n, lapack_int nrhs, const T_Real *a, lapack_int lda,
                                 T_Real *b, lapack_int ldb)
{
    T_Matrix factor = t_triangle(layout, t_uplo(uplo), CblasNoTrans, CblasNonUnit, a, lda);
    T_Matrix lower = factor.shape & T_LOWER ? factor : t_transposed(factor), to = t_matrix(layout, CblasNoTrans, b, ldb);
    t_solve(n, nrhs, 1, lower, to);
    t_solve(n, nrhs, 1, t_transposed(lower), to);
    return 0;
}

static lapack_int LAPACKE_dposv(int layout, char uplo, lapack_int n, lapack_int nrhs, T_Real *a, lapack_int lda,
                                T_Real *b, lapack_int ldb)
{
    lapack_int info = LAPACKE_dpotrf(layout, uplo, n, a, lda);
    return info ? info : LAPACKE_dpotrs(layout, uplo, n, nrhs, a, lda, b, ldb);
}

static lapack_int LAPACKE_dtrtrs(int layout, char uplo, char trans, char diag, lapack_int n, lapack_int nrhs,
                                 const T_Real *a, lapack_int lda, T_Real *b, lapack_int ldb)
{
    T_Matrix factor = t_triangle(layout, t_uplo(uplo), t_trans(trans), t_diag(diag), a, lda);
    for (int i = 0; i < n; i++)
        if (t_element(factor, i, i) == 0)
            return i + 1;
    t_solve(n, nrhs, 1, factor, t_matrix(layout, CblasNoTrans, b, ldb));
    return 0;
}

static void t_swap_rows(int n, T_Matrix a, int i, int k)
{
    for (int j = 0; j < n; j++)
        t_exchange(t_at(a, i, j), t_at(a, k, j));
}

/* One column's elimination; false where its pivot is zero. */
static bool t_eliminate(int m, int n, T_Matrix a, int k)
{
    if (*t_at(a, k, k) == 0)
        return false;
    for (int i = k + 1; i < m; i++) {
        *t_at(a, i, k) /= *t_at(a, k, k);
        for (int j = k + 1; j < n; j++)
            *t_at(a, i, j) -= *t_at(a, i, k) * *t_at(a, k, j);
    }
    return true;
}

static lapack_int LAPACKE_dgetrf(int layout, lapack_int m, lapack_int n, T_Real *a, lapack_int lda, lapack_int *ipiv)
{
    T_Matrix lu = t_matrix(layout, CblasNoTrans, a, lda);
    lapack_int info = 0;
    for (int k = 0; k < m && k < n; k++) {
        int largest = k + (int)cblas_idamax(m - k, t_at(lu, k, k), (int)lu.down);
        ipiv[k] = largest + 1;
        t_swap_rows(n, lu, k, largest);
        if (!t_eliminate(m, n, lu, k) && info == 0)
            info = k + 1;
    }
    return info;
}

/* Rows k1 to k2 (from 1), one after the other, change places with those that ipiv names; backwards where incx < 0. */
static lapack_int LAPACKE_dlaswp(int layout, lapack_int n, T_Real *a, lapack_int lda, lapack_int k1, lapack_int k2,
                                 const lapack_int *ipiv, lapack_int incx)
{
    T_Matrix rows = t_matrix(layout, CblasNoTrans, a, lda);
    for (int s = 0; s <= k2 - k1 && incx != 0; s++) {
        int at = incx > 0 ? s : k2 - k1 - s;
        t_swap_rows(n, rows, k1 - 1 + at, ipiv[k1 - 1 + at * (incx > 0 ? incx : -incx)] - 1);
    }
    return 0;
}

static lapack_int LAPACKE_dgetrs(int layout, char trans, lapack_int n, lapack_int nrhs, const T_Real *a, lapack_int lda,
                                 const lapack_int *ipiv, T_Real *b, lapack_int ldb)
{
    int turn = t_trans(trans);
    T_Matrix lower = t_triangle(layout, CblasLower, turn, CblasUnit, a, lda);
    T_Matrix upper = t_triangle(layout, CblasUpper, turn, CblasNonUnit, a, lda);
    T_Matrix to = t_matrix(layout, CblasNoTrans, b, ldb);
    if (turn == CblasNoTrans)
        LAPACKE_dlaswp(layout, nrhs, b, ldb, 1, n, ipiv, 1);
    t_solve(n, nrhs, 1, turn == CblasNoTrans ? lower : upper, to);
    t_solve(n, nrhs, 1, turn == CblasNoTrans ? upper : lower, to);
    if (turn != CblasNoTrans)
        LAPACKE_dlaswp(layout, nrhs, b, ldb, 1, n, ipiv, -1);
    return 0;
}

static lapack_int LAPACKE_dgesv(int layout, lapack_int n, lapack_int nrhs, T_Real *a, lapack_int lda, lapack_int *ipiv,
                                T_Real *b, lapack_int ldb)
{
    lapack_int info = LAPACKE_dgetrf(layout, n, n, a, lda, ipiv);
    return info ? info : LAPACKE_dgetrs(layout, 'N', n, nrhs, a, lda, ipiv, b, ldb);
}

/* ---- the names for float ---- */

#define cblas_sdot     cblas_ddot
#define cblas_sasum    cblas_dasum
#define cblas_snrm2    cblas_dnrm2
#define cblas_saxpy    cblas_daxpy
#define cblas_scopy    cblas_dcopy
#define cblas_sswap    cblas_dswap
#define cblas_sscal    cblas_dscal
#define cblas_srot     cblas_drot
#define cblas_sgemv    cblas_dgemv
#define cblas_sger     cblas_dger
#define cblas_ssymv    cblas_dsymv
#define cblas_ssyr     cblas_dsyr
#define cblas_ssyr2    cblas_dsyr2
#define cblas_strmv    cblas_dtrmv
#define cblas_strsv    cblas_dtrsv
#define cblas_sgemm    cblas_dgemm
#define cblas_ssymm    cblas_dsymm
#define cblas_ssyrk    cblas_dsyrk
#define cblas_ssyr2k   cblas_dsyr2k
#define cblas_strmm    cblas_dtrmm
#define cblas_strsm    cblas_dtrsm
#define cblas_isamax   cblas_idamax
#define LAPACKE_spotrf LAPACKE_dpotrf
#define LAPACKE_spotrs LAPACKE_dpotrs
#define LAPACKE_sposv  LAPACKE_dposv
#define LAPACKE_strtrs LAPACKE_dtrtrs
#define LAPACKE_sgetrf LAPACKE_dgetrf
#define LAPACKE_sgetrs LAPACKE_dgetrs
#define LAPACKE_sgesv  LAPACKE_dgesv
#define LAPACKE_slaswp LAPACKE_dlaswp

#endif
