#include <adgen/adgen.h>
#include <cblas.h>
#include <lapacke.h>
#include <math.h>
#include <stdlib.h>

enum { N = 40 };

/* Sizes for which a library goes to work by blocks. */
ADGEN_GRAD()
double likelihood(double width, double noise)
{
    double k[N * N], y[N], sum = 0.0;

    for (int i = 0; i < N; i++) {
        y[i] = sin(0.7 * i);
        for (int j = 0; j < N; j++)
            k[i * N + j] = exp(-abs(i - j) / width) + (i == j ? noise : 0.0);
    }
    LAPACKE_dposv(LAPACK_ROW_MAJOR, 'L', N, 1, k, N, y, 1);
    for (int i = 0; i < N; i++)
        sum += log(k[i * N + i]) + 0.5 * y[i] * sin(0.7 * i);
    return sum;
}

ADGEN_GRAD()
double products(const double *x)
{
    double a[N * N], b[N * N], c[N * N];

    for (int i = 0; i < N * N; i++) {
        a[i] = x[i % 3] + 0.001 * i;
        b[i] = x[i % 4] * 0.1;
    }
    cblas_dgemm(CblasRowMajor, CblasNoTrans, CblasTrans, N, N, N, 0.5, a, N, b, N, 0.0, c, N);
    cblas_dgemv(CblasColMajor, CblasNoTrans, N, N, 0.01, c, N, b, 1, 0.0, a, 1);
    return cblas_ddot(N, a, 1, b, 1);
}

ADGEN_GRAD()
double determinant(double x, double y)
{
    double a[N * N], sum = 0.0;
    lapack_int ipiv[N];

    for (int i = 0; i < N; i++)
        for (int j = 0; j < N; j++)
            a[i * N + j] = sin(x * i + y * j * j) + (i == j ? 2.0 : 0.0);
    if (LAPACKE_dgetrf(LAPACK_COL_MAJOR, N, N, a, N, ipiv) != 0)
        return 0.0;
    for (int i = 0; i < N; i++)
        sum += log(fabs(a[i * N + i]));
    return sum;
}

/*
 * check: matrices that are not small
 * check-link: -llapacke -lopenblas
 * check-gradient: likelihood(3.0, 0.5)
 * check-gradient: products(random(4, -1, 1))
 * check-gradient: determinant(0.3, 0.7)
 * check-within: 1e-9
 */
