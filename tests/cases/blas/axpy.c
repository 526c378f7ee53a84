#include <adgen/adgen.h>
#include <cblas.h>

ADGEN_VJP()
void general(int n, double alpha, const double *x, int incx, double *y, int incy)
{
    cblas_daxpy(n, alpha, x, incx, y, incy);
}

ADGEN_VJP()
void twice(int n, double *x, double *y)
{
    cblas_daxpy(n, 2.0, x, 1, y, 1);
    cblas_daxpy(n, -0.5, y, 1, x, 1);
}

ADGEN_VJP()
void by_an_element(int n, double *x)
{
    cblas_daxpy(n - 1, x[0] * x[1], x, 1, x + n, -1);
}

/* Both ends of the step are one matrix's rows. */
ADGEN_VJP()
void eliminate(int n, double *a, int lda)
{
    for (int k = 0; k < n; k++)
        for (int i = k + 1; i < n; i++)
            cblas_daxpy(n - k, -a[i * lda + k] / a[k * lda + k], a + k * lda + k, 1, a + i * lda + k, 1);
}

ADGEN_GRAD(w)
double step(int n, const double *w, double *gradient)
{
    double norm = 0.0;

    cblas_daxpy(n, -1.0, w, 1, gradient, 1);
    for (int i = 0; i < n; i++)
        norm += gradient[i] * gradient[i];
    return norm;
}

/*
 * check: a vector is added to another, an active number of times
 * check-link: -lopenblas
 * check-gradient: general(0, random(-1, 1), zeros(0), 1, zeros(0), 1)
 * check-gradient: general(1, random(-1, 1), random(1, -1, 1), 1, random(1, -1, 1), 1)
 * check-gradient: general(2, random(-1, 1), random(2, -1, 1), 1, random(3, -1, 1), 2)
 * check-gradient: general(5, random(-1, 1), random(5, -1, 1), 1, random(5, -1, 1), 1)
 * check-gradient: general(5, random(-1, 1), random(9, -1, 1), 2, random(5, -1, 1), 1)
 * check-gradient: general(5, random(-1, 1), random(5, -1, 1), -1, random(5, -1, 1), 1)
 * check-gradient: general(3, random(-1, 1), random(3, -1, 1), 1, random(5, -1, 1), -2)
 * check-gradient: general(3, random(-1, 1), random(3, -1, 1), -1, random(3, -1, 1), -1)
 * check-gradient: general(3, random(-1, 1), random(5, -1, 1), -2, random(7, -1, 1), 3)
 * check-gradient: general(3, 0.0, random(3, -1, 1), 1, random(3, -1, 1), 1)
 * check-gradient: general(3, 1.0, random(3, -1, 1), 1, random(3, -1, 1), 1)
 * check-gradient: twice(0, zeros(0), zeros(0))
 * check-gradient: twice(1, random(1, -1, 1), random(1, -1, 1))
 * check-gradient: twice(4, random(4, -1, 1), random(4, -1, 1))
 * check-gradient: by_an_element(4, random(8, -1, 1))
 * check-gradient: eliminate(1, {2.0}, 1)
 * check-gradient: eliminate(3, {3.0, -1.0, 0.5, 9.0, 0.4, -2.0, 0.3, 9.0, 0.7, 0.6, 4.0}, 4)
 * check-gradient: step(3, random(3, -1, 1), random(3, -1, 1))
 */
