#include <adgen/adgen.h>
#include <cblas.h>
#include <lapacke.h>
#include <math.h>

ADGEN_GRAD()
double correlation(int n, const double *x, const double *y)
{
    return cblas_ddot(n, x, 1, y, 1) / (cblas_dnrm2(n, x, 1) * cblas_dnrm2(n, y, 1));
}

/* A call's result is another's factor, in the same statement. */
ADGEN_VJP()
void project(int n, const double *v, double *x)
{
    cblas_daxpy(n, -cblas_ddot(n, v, 1, x, 1) / cblas_ddot(n, v, 1, v, 1), v, 1, x, 1);
    cblas_dscal(n, 1.0 / cblas_dnrm2(n, x, 1), x, 1);
}

ADGEN_GRAD()
double literals(double a, double b)
{
    double y[2] = { a, b };

    cblas_daxpy(2, a * b, (double[]){ b, sin(a) }, 1, y, 1);
    cblas_dgemv(CblasRowMajor, CblasNoTrans, 2, 2, 1.0, (const double[4]){ a, 1.0, 2.0, b }, 2, (double[2]){ y[1], y[0] }, 1, 0.5, y, 1);
    return cblas_ddot(2, y, 1, (double[2]){ a, 3.0 }, 1) + cblas_dasum(1, &a, 1);
}

ADGEN_GRAD(x)
double in_order(int n, double *x)
{
    double r = (cblas_dscal(n, 2.0, x, 1), cblas_ddot(n, x, 1, x, 1)), s = r;

    s *= cblas_dnrm2(n, x, 1);
    s += r > 1.0 ? exp(-cblas_dasum(n, x, 1)) : 0.0;
    (void)cblas_ddot(n, x, 1, x, 1);
    return n > 0 && (s > 0.0 || cblas_dnrm2(n, x, 1) < 0.5) ? s : r;
}

/* A condition that factors the matrix. */
ADGEN_VJP()
double in_condition(int n, double *a, double *b)
{
    int info;

    if ((info = LAPACKE_dpotrf(LAPACK_ROW_MAJOR, 'U', n, a, n)) == 0 && !LAPACKE_dpotrs(LAPACK_ROW_MAJOR, 'U', n, 1, a, n, b, 1))
        return b[0] * a[0];
    return -info;
}

/* A single number is a vector, and a matrix. */
ADGEN_GRAD()
double numbers(double x, double y, double z)
{
    double u = x;

    cblas_daxpy(1, y, &z, 1, &u, 1);
    cblas_dswap(1, &u, 1, &y, 1);
    cblas_dgemm(CblasRowMajor, CblasNoTrans, CblasNoTrans, 1, 1, 1, z, &x, 1, &y, 1, x, &u, 1);
    return u * y;
}

/*
 * check: routines in expressions: their results are factors, arguments, conditions; compound literals and single numbers as arrays
 * check-link: -llapacke -lopenblas
 * check-gradient: correlation(3, random(3, -1, 1), random(3, -1, 1))
 * check-gradient: project(3, random(3, -1, 1), random(3, -1, 1))
 * check-gradient: literals(random(0.2, 1), random(-1, 1))
 * check-gradient: in_order(3, random(3, -1, 1))
 * check-gradient: in_condition(2, {2.0, 0.5, 0.0, 1.0}, random(2, -1, 1))
 * check-gradient: numbers(random(-1, 1), random(-1, 1), random(-1, 1))
 */
