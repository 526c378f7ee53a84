#include <adgen/adgen.h>
#include <cblas.h>

/* The largest eigenvalue of a symmetric matrix, after so many steps. */
ADGEN_GRAD(a)
double eigenvalue(int n, const double *a, int steps)
{
    double v[6], w[6], value = 0.0;

    for (int i = 0; i < n; i++)
        v[i] = 1.0 + 0.1 * i;
    cblas_dscal(n, 1.0 / cblas_dnrm2(n, v, 1), v, 1);
    for (int s = 0; s < steps; s++) {
        cblas_dsymv(CblasRowMajor, CblasUpper, n, 1.0, a, n, v, 1, 0.0, w, 1);
        value = cblas_dnrm2(n, w, 1);
        cblas_dscal(n, 1.0 / value, w, 1);
        cblas_dswap(n, v, 1, w, 1);
    }
    return value;
}

/* With a general matrix, between two vectors that change their places; until it stands still. */
ADGEN_VJP(a, v)
int dominant(int n, const double *a, double *v, double tolerance)
{
    double other[6], *from = v, *to = other;
    int steps = 0;

    do {
        double *last = from, change;
        cblas_dgemv(CblasRowMajor, CblasNoTrans, n, n, 1.0, a, n, from, 1, 0.0, to, 1);
        cblas_dscal(n, 1.0 / cblas_dasum(n, to, 1), to, 1);
        cblas_daxpy(n, -1.0, to, 1, from, 1);
        change = cblas_dasum(n, from, 1);
        from = to;
        to = last;
        steps++;
        if (change < tolerance)
            break;
    } while (steps < 6);
    if (from != v)
        cblas_dcopy(n, from, 1, v, 1);
    return steps;
}

/*
 * check: power iterations: norms and scalings in a loop, vectors that change places by pointers and by swap
 * check-link: -lopenblas
 * check-gradient: eigenvalue(1, {3.0}, 2)
 * check-gradient: eigenvalue(3, {4.0, 1.0, 0.5, 0.0, 3.0, 0.2, 0.0, 0.0, 2.0}, 0)
 * check-gradient: eigenvalue(3, {4.0, 1.0, 0.5, 0.0, 3.0, 0.2, 0.0, 0.0, 2.0}, 5)
 * check-gradient: dominant(3, random(9, 0.5, 1), random(3, 0.2, 1), 1e-3)
 * check-gradient: dominant(3, random(9, 0.5, 1), random(3, 0.2, 1), 0.0)
 */
