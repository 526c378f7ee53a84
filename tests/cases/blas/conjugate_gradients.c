#include <adgen/adgen.h>
#include <cblas.h>
#include <stdlib.h>

/* So many steps of conjugate gradients for a x = b, from zero; what is left of b. */
ADGEN_VJP(a, b)
double solve(int n, const double *a, const double *b, double *x, int steps)
{
    double *memory = malloc(3 * (size_t)n * sizeof *memory), *r = memory, *p = memory + n, *ap = memory + 2 * n;
    double rr;

    for (int i = 0; i < n; i++)
        x[i] = 0.0;
    cblas_dcopy(n, b, 1, r, 1);
    cblas_dcopy(n, r, 1, p, 1);
    rr = cblas_ddot(n, r, 1, r, 1);
    for (int k = 0; k < steps; k++) {
        double alpha, before = rr;
        cblas_dgemv(CblasRowMajor, CblasNoTrans, n, n, 1.0, a, n, p, 1, 0.0, ap, 1);
        alpha = rr / cblas_ddot(n, p, 1, ap, 1);
        cblas_daxpy(n, alpha, p, 1, x, 1);
        cblas_daxpy(n, -alpha, ap, 1, r, 1);
        rr = cblas_ddot(n, r, 1, r, 1);
        cblas_dscal(n, rr / before, p, 1);
        cblas_daxpy(n, 1.0, r, 1, p, 1);
    }
    free(memory);
    return rr;
}

/*
 * check: conjugate gradients with a fixed number of steps
 * check-link: -lopenblas
 * check-gradient: solve(1, {2.0}, {3.0}, {9.0}, 0)
 * check-gradient: solve(1, {2.0}, {3.0}, {9.0}, 1)
 * check-gradient: solve(4, {4.0, 0.5, 0.2, 0.1, 0.5, 3.0, 0.3, 0.2, 0.2, 0.3, 5.0, 0.4, 0.1, 0.2, 0.4, 2.0}, random(4, -1, 1), zeros(4), 2)
 * check-gradient: solve(4, {4.0, 0.5, 0.2, 0.1, 0.5, 3.0, 0.3, 0.2, 0.2, 0.3, 5.0, 0.4, 0.1, 0.2, 0.4, 2.0}, random(4, -1, 1), zeros(4), 3)
 */
