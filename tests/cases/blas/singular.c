#include <adgen/adgen.h>
#include <lapacke.h>
#include <string.h>

/* Of a singular matrix LAPACK gives the factors as well, and says so. */
ADGEN_GRAD(a)
double determinant(int n, const double *a)
{
    double     f[9], d = 1.0;
    lapack_int pivots[3];

    memcpy(f, a, (size_t)(n * n) * sizeof *f);
    if (LAPACKE_dgetrf(LAPACK_ROW_MAJOR, n, n, f, n, pivots) < 0)
        return 0.0;
    for (int i = 0; i < n; i++)
        d *= pivots[i] == i + 1 ? f[i * n + i] : -f[i * n + i];
    return d;
}

ADGEN_GRAD(a)
double by_a_solver(const double *a)
{
    double     f[4] = {0}, b[2] = {1.0, 2.0};
    lapack_int pivots[2];

    for (int i = 0; i < 4; i++)
        f[i] = a[i];
    LAPACKE_dgesv(LAPACK_COL_MAJOR, 2, 1, f, 2, pivots, b, 2);
    return f[3] * f[0];
}

/*
 * check: factors of singular matrices: the last pivot is zero
 * check-link: -llapacke -lopenblas
 * check-gradient: determinant(2, {4.0, 2.0, 2.0, 1.0})
 * check-gradient: determinant(3, {4.0, 2.0, 1.0, 2.0, 3.0, 0.5, 6.0, 5.0, 1.5})
 * check-gradient: by_a_solver({4.0, 2.0, 2.0, 1.0})
 */
