#include <adgen/adgen.h>
#include <cblas.h>

#define GEMV(m, n, a, x, beta, y) cblas_dgemv(CblasRowMajor, CblasNoTrans, (m), (n), 1.0, (a), (n), (x), 1, (beta), (y), 1)
#define CAT(prefix, name) prefix##name
#define BLAS(name) CAT(cblas_d, name)

/* In another file. */
double distance(int n, const double *x, const double *y);
void   shift(int n, double c, double *x);

static inline double dot(int n, const double *x, const double *y)
{
    return BLAS(dot)(n, x, 1, y, 1);
}

static void affine(int m, int n, const double *w, const double *b, const double *x, double *y)
{
    BLAS(copy)(m, b, 1, y, 1);
    GEMV(m, n, w, x, 1.0, y);
}

static double *scaled(double *x, int n, double c)
{
    cblas_dscal(n, c, x, 1);
    return x;
}

/* A helper with active and with inactive arguments, and one whose result is handed on. */
ADGEN_GRAD(w, b)
double two_layers(int n, const double *w, const double *b, const double *x, const double *y)
{
    double h[4], o[4], fixed[4];

    affine(n, n, w, b, x, h);
    affine(n, n, w, h, scaled(h, n, 0.5), o);
    affine(n, n, x, y, y, fixed);
    return dot(n, o, fixed) + dot(n, o, o) + dot(n, fixed, fixed);
}

ADGEN_VJP()
double moved(int n, double c, double *x, double *y)
{
    double before = distance(n, x, y);

    shift(n, c, x);
    shift(n, before, y);
    return before * distance(n, x, y);
}

/*
 * check: routines in helper functions, also in another file, behind macros
 * check-link: -lopenblas
 * check-with: parts/distance.c
 * check-gradient: two_layers(2, random(4, -1, 1), random(2, -1, 1), random(4, -1, 1), random(2, -1, 1))
 * check-gradient: moved(3, random(-1, 1), random(3, -1, 1), random(3, -1, 1))
 */
