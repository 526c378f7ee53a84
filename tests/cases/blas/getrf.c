#include <adgen/adgen.h>
#include <lapacke.h>
#include <string.h>

ADGEN_VJP()
int general(int layout, int m, int n, double *a, int lda, int *ipiv)
{
    return LAPACKE_dgetrf(layout, m, n, a, lda, ipiv);
}

ADGEN_VJP()
void rows(int n, double *a, lapack_int *ipiv)
{
    LAPACKE_dgetrf(LAPACK_ROW_MAJOR, n, n, a, n, ipiv);
}

ADGEN_GRAD()
double determinant(int n, const double *a)
{
    double lu[25], det = 1.0;
    lapack_int ipiv[5];

    memcpy(lu, a, (size_t)(n * n) * sizeof *a);
    if (LAPACKE_dgetrf(LAPACK_COL_MAJOR, n, n, lu, n, ipiv) > 0)
        return 0.0;
    for (int i = 0; i < n; i++)
        det *= ipiv[i] == i + 1 ? lu[i * n + i] : -lu[i * n + i];
    return det;
}

/*
 * check: LU factors with exchanged rows, square, tall and wide
 * check-link: -llapacke -lopenblas
 * check-gradient: general(LAPACK_ROW_MAJOR, 0, 0, random(0, -1, 1), 5, zeros(0))
 * check-gradient: general(LAPACK_ROW_MAJOR, 1, 1, random(5, -1, 1), 5, zeros(1))
 * check-gradient: general(LAPACK_ROW_MAJOR, 2, 2, random(10, -1, 1), 5, zeros(2))
 * check-gradient: general(LAPACK_ROW_MAJOR, 5, 5, random(25, -1, 1), 5, zeros(5))
 * check-gradient: general(LAPACK_ROW_MAJOR, 4, 2, random(20, -1, 1), 5, zeros(2))
 * check-gradient: general(LAPACK_ROW_MAJOR, 2, 4, random(20, -1, 1), 5, zeros(2))
 * check-gradient: general(LAPACK_ROW_MAJOR, 3, 1, random(15, -1, 1), 5, zeros(1))
 * check-gradient: general(LAPACK_ROW_MAJOR, 1, 3, random(15, -1, 1), 5, zeros(1))
 * check-gradient: general(LAPACK_COL_MAJOR, 0, 0, random(0, -1, 1), 5, zeros(0))
 * check-gradient: general(LAPACK_COL_MAJOR, 1, 1, random(5, -1, 1), 5, zeros(1))
 * check-gradient: general(LAPACK_COL_MAJOR, 2, 2, random(10, -1, 1), 5, zeros(2))
 * check-gradient: general(LAPACK_COL_MAJOR, 5, 5, random(25, -1, 1), 5, zeros(5))
 * check-gradient: general(LAPACK_COL_MAJOR, 4, 2, random(20, -1, 1), 5, zeros(2))
 * check-gradient: general(LAPACK_COL_MAJOR, 2, 4, random(20, -1, 1), 5, zeros(2))
 * check-gradient: general(LAPACK_COL_MAJOR, 3, 1, random(15, -1, 1), 5, zeros(1))
 * check-gradient: general(LAPACK_COL_MAJOR, 1, 3, random(15, -1, 1), 5, zeros(1))
 * check-gradient: general(LAPACK_ROW_MAJOR, 3, 3, {1.0, 2.0, 3.0, 9.0, 4.0, -5.0, 6.0, 9.0, 7.0, 8.0, 1.0}, 4,
 *     zeros(3))
 * check-gradient: general(LAPACK_COL_MAJOR, 3, 3, {1.0, 2.0, 3.0, 9.0, 4.0, -5.0, 6.0, 9.0, 7.0, 8.0, 1.0}, 4,
 *     zeros(3))
 * check-gradient: rows(0, zeros(0), zeros(0))
 * check-gradient: rows(1, random(1, -1, 1), zeros(1))
 * check-gradient: rows(2, random(4, -1, 1), zeros(2))
 * check-gradient: rows(5, random(25, -1, 1), zeros(5))
 * check-gradient: determinant(0, zeros(0))
 * check-gradient: determinant(1, random(1, -1, 1))
 * check-gradient: determinant(2, random(4, -1, 1))
 * check-gradient: determinant(4, random(16, -1, 1))
 * check-call: determinant(2, {0.0, 0.0, 0.0, 0.0})
 * check-value: return = 0
 * check-within: 1e-9
 */
