#include <adgen/adgen.h>
#include <cblas.h>
#include <stdlib.h>
#include <string.h>

static double *new_copy(int n, const double *x)
{
    double *copy = malloc((size_t)n * sizeof *copy);

    if (copy)
        cblas_dcopy(n, x, 1, copy, 1);
    return copy;
}

/* Products on memory that comes and goes. */
ADGEN_GRAD(a, x)
double chain(int n, int steps, const double *a, const double *x)
{
    double *v = new_copy(n, x), sum;

    for (int k = 0; v && k < steps; k++) {
        double *w = malloc((size_t)n * sizeof *w);
        cblas_dgemv(CblasRowMajor, CblasTrans, n, n, 1.0, a, n, v, 1, 0.0, w, 1);
        free(v);
        v = w;
    }
    sum = cblas_ddot(n, v, 1, v, 1);
    free(v);
    return sum;
}

/* A matrix that grows by a row at a time. */
ADGEN_GRAD(x)
double krylov(int n, int rows, const double *a, const double *x)
{
    double *k = NULL, sum;

    for (int i = 0; i < rows; i++) {
        double *larger = realloc(k, (size_t)((i + 1) * n) * sizeof *k);
        if (!larger)
            break;
        k = larger;
        if (i == 0)
            memcpy(k, x, (size_t)n * sizeof *k);
        else
            cblas_dgemv(CblasRowMajor, CblasNoTrans, n, n, 1.0, a, n, k + (i - 1) * n, 1, 0.0, k + i * n, 1);
    }
    sum = cblas_ddot(n, k, 1, k + (rows - 1) * n, 1) + cblas_dnrm2(rows * n, k, 1);
    free(k);
    return sum;
}

/* Arrays of variable length, one and two dimensions, and one of zeros. */
ADGEN_GRAD()
double variable(int m, int n, double a[m][n], const double *x)
{
    double y[m], c[n][n], *zeros = calloc((size_t)n, sizeof *zeros), sum;

    cblas_dgemv(CblasRowMajor, CblasNoTrans, m, n, 1.0, &a[0][0], n, x, 1, 0.0, y, 1);
    cblas_dgemm(CblasRowMajor, CblasTrans, CblasNoTrans, n, n, m, 1.0, a[0], n, a[0], n, 0.0, c[0], n);
    cblas_dgemv(CblasRowMajor, CblasNoTrans, n, n, 1.0, c[0], n, x, 1, 1.0, zeros, 1);
    sum = cblas_ddot(m, y, 1, y, 1) * cblas_ddot(n, zeros, 1, zeros, 1);
    free(zeros);
    return sum;
}

/*
 * check: routines on memory that is allocated, moved and freed, and on arrays of variable length
 * check-link: -lopenblas
 * check-gradient: chain(2, 0, random(4, -1, 1), random(2, -1, 1))
 * check-gradient: chain(3, 3, random(9, -1, 1), random(3, -1, 1))
 * check-gradient: krylov(2, 1, random(4, -1, 1), random(2, -1, 1))
 * check-gradient: krylov(2, 4, random(4, -1, 1), random(2, -1, 1))
 * check-gradient: variable(2, 3, random(6, -1, 1), random(3, -1, 1))
 */
