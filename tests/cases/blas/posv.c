#include <adgen/adgen.h>
#include <lapacke.h>
#include <math.h>

ADGEN_VJP()
int general(int layout, int uplo, int n, int nrhs, double *a, int lda, double *b, int ldb)
{
    return LAPACKE_dposv(layout, (char)uplo, n, nrhs, a, lda, b, ldb);
}

ADGEN_VJP()
void upper(int n, double *a, double *b)
{
    LAPACKE_dposv(LAPACK_COL_MAJOR, 'U', n, 1, a, n, b, n);
}

/* b' a^-1 b, of copies, and of the factors */
ADGEN_GRAD()
double form(int n, const double *a, const double *b)
{
    double l[5][5], x[5], sum = 0.0;

    for (int i = 0; i < n; i++) {
        x[i] = b[i];
        for (int j = 0; j < n; j++)
            l[i][j] = a[i * n + j];
    }
    if (LAPACKE_dposv(LAPACK_ROW_MAJOR, 'L', n, 1, &l[0][0], 5, x, 1))
        return 0.0;
    for (int i = 0; i < n; i++)
        sum += b[i] * x[i] + 2.0 * log(l[i][i]);
    return sum;
}

/*
 * check: equations with a positive definite matrix, which leave its factors
 * check-link: -llapacke -lopenblas
 * check-gradient: general(LAPACK_ROW_MAJOR, 'U', 3, 2, {5.0, 0.3, -0.4, 7.0, 0.6, 6.0, 0.2, 7.0, -0.5, 0.8, 4.0,
 *     7.0}, 4, random(9, -1, 1), 3)
 * check-gradient: general(LAPACK_ROW_MAJOR, 'L', 3, 2, {5.0, 0.3, -0.4, 7.0, 0.6, 6.0, 0.2, 7.0, -0.5, 0.8, 4.0,
 *     7.0}, 4, random(9, -1, 1), 3)
 * check-gradient: general(LAPACK_COL_MAJOR, 'U', 3, 2, {5.0, 0.3, -0.4, 7.0, 0.6, 6.0, 0.2, 7.0, -0.5, 0.8, 4.0,
 *     7.0}, 4, random(9, -1, 1), 3)
 * check-gradient: general(LAPACK_COL_MAJOR, 'L', 3, 2, {5.0, 0.3, -0.4, 7.0, 0.6, 6.0, 0.2, 7.0, -0.5, 0.8, 4.0,
 *     7.0}, 4, random(9, -1, 1), 3)
 * check-gradient: general(LAPACK_ROW_MAJOR, 'U', 0, 1, zeros(0), 1, random(25, -1, 1), 5)
 * check-gradient: general(LAPACK_COL_MAJOR, 'L', 1, 1, {4.0}, 1, random(25, -1, 1), 5)
 * check-gradient: general(LAPACK_COL_MAJOR, 'U', 5, 2, {6.0, 0.1, -0.2, 0.3, 0.4, 0.5, 7.0, -0.6, 0.7, 0.8, 0.9,
 *     -1.0, 8.0, 1.1, -1.2, 0.3, 0.2, 0.1, 9.0, 0.6, -0.7, 0.4, 0.3, -0.8, 5.0}, 5, random(25, -1, 1), 5)
 * check-gradient: general(LAPACK_ROW_MAJOR, 'U', 5, 5, {6.0, 0.1, -0.2, 0.3, 0.4, 0.5, 7.0, -0.6, 0.7, 0.8, 0.9,
 *     -1.0, 8.0, 1.1, -1.2, 0.3, 0.2, 0.1, 9.0, 0.6, -0.7, 0.4, 0.3, -0.8, 5.0}, 5, random(25, -1, 1), 5)
 * check-gradient: upper(0, zeros(0), zeros(0))
 * check-gradient: upper(1, {4.0}, random(1, -1, 1))
 * check-gradient: upper(2, {4.0, 0.7, -0.6, 3.0}, random(2, -1, 1))
 * check-gradient: upper(5, {6.0, 0.1, -0.2, 0.3, 0.4, 0.5, 7.0, -0.6, 0.7, 0.8, 0.9, -1.0, 8.0, 1.1, -1.2, 0.3, 0.2,
 *     0.1, 9.0, 0.6, -0.7, 0.4, 0.3, -0.8, 5.0}, random(5, -1, 1))
 * check-gradient: form(1, {4.0}, random(1, -1, 1))
 * check-gradient: form(2, {4.0, 0.7, -0.6, 3.0}, random(2, -1, 1))
 * check-gradient: form(5, {6.0, 0.1, -0.2, 0.3, 0.4, 0.5, 7.0, -0.6, 0.7, 0.8, 0.9, -1.0, 8.0, 1.1, -1.2, 0.3, 0.2,
 *     0.1, 9.0, 0.6, -0.7, 0.4, 0.3, -0.8, 5.0}, random(5, -1, 1))
 * check-gradient: form(2, {1.0, 2.0, 2.0, 1.0}, {1.0, 1.0})
 * check-value: return = 0
 * check-within: 1e-10
 */
