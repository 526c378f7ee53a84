#include <adgen/adgen.h>
#include <lapacke.h>
#include <math.h>

ADGEN_VJP()
int general(int layout, int uplo, int n, double *a, int lda)
{
    return LAPACKE_dpotrf(layout, (char)uplo, n, a, lda);
}

ADGEN_VJP()
void lower(int n, double *a)
{
    LAPACKE_dpotrf(LAPACK_ROW_MAJOR, 'L', n, a, n);
}

ADGEN_VJP()
void upper(int n, double *a)
{
    LAPACKE_dpotrf(LAPACK_COL_MAJOR, 'U', n, a, n);
}

/* Of a copy, which has more on its diagonal; half the logarithm of the determinant. */
ADGEN_GRAD(a, more)
double log_determinant(int n, const double *a, double more)
{
    double l[25], sum = 0.0;

    for (int i = 0; i < n * n; i++)
        l[i] = a[i] + (i % (n + 1) == 0 ? more : 0.0);
    if (LAPACKE_dpotrf(LAPACK_ROW_MAJOR, 'U', n, l, n) != 0)
        return -1.0;
    for (int i = 0; i < n; i++)
        sum += log(l[i * n + i]);
    return sum;
}

/*
 * check: Cholesky factors, in place, of either triangle; a matrix that has none
 * check-link: -llapacke -lopenblas
 * check-gradient: general(LAPACK_ROW_MAJOR, 'U', 3, {5.0, 0.3, -0.4, 7.0, 0.6, 6.0, 0.2, 7.0, -0.5, 0.8, 4.0, 7.0},
 *     4)
 * check-gradient: general(LAPACK_ROW_MAJOR, 'L', 3, {5.0, 0.3, -0.4, 7.0, 0.6, 6.0, 0.2, 7.0, -0.5, 0.8, 4.0, 7.0},
 *     4)
 * check-gradient: general(LAPACK_COL_MAJOR, 'U', 3, {5.0, 0.3, -0.4, 7.0, 0.6, 6.0, 0.2, 7.0, -0.5, 0.8, 4.0, 7.0},
 *     4)
 * check-gradient: general(LAPACK_COL_MAJOR, 'L', 3, {5.0, 0.3, -0.4, 7.0, 0.6, 6.0, 0.2, 7.0, -0.5, 0.8, 4.0, 7.0},
 *     4)
 * check-gradient: general(LAPACK_ROW_MAJOR, 'U', 0, zeros(0), 1)
 * check-gradient: general(LAPACK_COL_MAJOR, 'L', 1, {4.0}, 1)
 * check-gradient: general(LAPACK_ROW_MAJOR, 'l', 2, {4.0, 0.7, -0.6, 3.0}, 2)
 * check-gradient: general(LAPACK_COL_MAJOR, 'u', 5, {6.0, 0.1, -0.2, 0.3, 0.4, 0.5, 7.0, -0.6, 0.7, 0.8, 0.9, -1.0,
 *     8.0, 1.1, -1.2, 0.3, 0.2, 0.1, 9.0, 0.6, -0.7, 0.4, 0.3, -0.8, 5.0}, 5)
 * check-gradient: lower(0, zeros(0))
 * check-gradient: lower(1, {4.0})
 * check-gradient: lower(2, {4.0, 0.7, -0.6, 3.0})
 * check-gradient: lower(5, {6.0, 0.1, -0.2, 0.3, 0.4, 0.5, 7.0, -0.6, 0.7, 0.8, 0.9, -1.0, 8.0, 1.1, -1.2, 0.3, 0.2,
 *     0.1, 9.0, 0.6, -0.7, 0.4, 0.3, -0.8, 5.0})
 * check-gradient: upper(0, zeros(0))
 * check-gradient: upper(1, {4.0})
 * check-gradient: upper(2, {4.0, 0.7, -0.6, 3.0})
 * check-gradient: upper(5, {6.0, 0.1, -0.2, 0.3, 0.4, 0.5, 7.0, -0.6, 0.7, 0.8, 0.9, -1.0, 8.0, 1.1, -1.2, 0.3, 0.2,
 *     0.1, 9.0, 0.6, -0.7, 0.4, 0.3, -0.8, 5.0})
 * check-gradient: log_determinant(1, random(1, -1, 1), 3.0)
 * check-gradient: log_determinant(3, random(9, -1, 1), random(4, 5))
 * check-gradient: log_determinant(5, random(25, -1, 1), 6.0)
 * check-gradient: log_determinant(2, {1.0, 2.0, 2.0, 1.0}, 0.5)
 * check-value: return = -1
 * check-value: a = {0, 0, 0, 0}
 * check-within: 1e-10
 */
