#include <adgen/adgen.h>
#include <cblas.h>
#include <lapacke.h>

enum { N = 4 };

/* Heat along a rod, by implicit steps: factored once, solved in each step. */
ADGEN_GRAD(conductivity, u0)
double heat(int steps, double dt, const double *conductivity, const double *u0, const double *target)
{
    double a[N * N] = { 0.0 }, u[N];
    lapack_int ipiv[N];

    for (int i = 0; i < N; i++) {
        a[i * N + i] += 1.0;
        if (i + 1 < N) {
            double c = dt * conductivity[i];
            a[i * N + i] += c;
            a[i * N + i + 1] -= c;
            a[(i + 1) * N + i] -= c;
            a[(i + 1) * N + i + 1] += c;
        }
    }
    if (LAPACKE_dgetrf(LAPACK_ROW_MAJOR, N, N, a, N, ipiv) != 0)
        return -1.0;
    cblas_dcopy(N, u0, 1, u, 1);
    for (int s = 0; s < steps; s++)
        LAPACKE_dgetrs(LAPACK_ROW_MAJOR, 'N', N, 1, a, N, ipiv, u, 1);
    cblas_daxpy(N, -1.0, target, 1, u, 1);
    return cblas_ddot(N, u, 1, u, 1);
}

/* Newton's method for x + 0.1 x^3 = b, coupled; a new matrix in each step. */
ADGEN_VJP(b)
void newton(int steps, const double *b, double *x)
{
    for (int s = 0; s < steps; s++) {
        double jacobian[N][N], residual[N];
        lapack_int ipiv[N];

        for (int i = 0; i < N; i++) {
            double next = x[(i + 1) % N];
            for (int j = 0; j < N; j++)
                jacobian[i][j] = j == i ? 2.0 + 0.3 * x[i] * x[i] : j == (i + 1) % N ? 0.5 * next : 0.0;
            residual[i] = 2.0 * x[i] + 0.1 * x[i] * x[i] * x[i] + 0.25 * next * next - b[i];
        }
        LAPACKE_dgesv(LAPACK_ROW_MAJOR, N, 1, *jacobian, N, ipiv, residual, 1);
        cblas_daxpy(N, -1.0, residual, 1, x, 1);
    }
}

/*
 * check: steps that solve equations, with factors from before the loop and with new ones
 * check-link: -llapacke -lopenblas
 * check-gradient: heat(0, 0.1, random(3, 0.5, 1), random(4, -1, 1), random(4, -1, 1))
 * check-gradient: heat(4, 0.1, random(3, 0.5, 1), random(4, -1, 1), random(4, -1, 1))
 * check-gradient: newton(4, random(4, -1, 1), random(4, -1, 1))
 */
