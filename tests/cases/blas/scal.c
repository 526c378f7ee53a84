#include <adgen/adgen.h>
#include <cblas.h>

ADGEN_VJP()
void general(int n, double alpha, double *x, int incx)
{
    cblas_dscal(n, alpha, x, incx);
}

ADGEN_VJP()
void by_an_element(int n, double *x)
{
    cblas_dscal(n, x[0], x + 1, 1);
}

/* The factor is inactive, the old value is needed. */
ADGEN_GRAD(x)
double squares_before_and_after(int n, double *x, double factor)
{
    double sum = 0.0;

    for (int i = 0; i < n; i++)
        sum += x[i] * x[i];
    cblas_dscal(n, factor, x, 1);
    for (int i = 0; i < n; i++)
        sum += x[i] * x[i] * x[i];
    return sum;
}

ADGEN_VJP()
void normalise_rows(int m, int n, double *a)
{
    for (int i = 0; i < m; i++)
        cblas_dscal(n, 1.0 / a[i * n + i], &a[i * n], 1);
}

/* To zero, whatever was there. */
ADGEN_VJP()
void clear(int n, double *x)
{
    cblas_dscal(n, 0.0, x, 1);
}

/*
 * check: a vector is scaled, also by one of the numbers beside it
 * check-link: -lopenblas
 * check-gradient: general(0, random(-1, 1), zeros(0), 1)
 * check-gradient: general(1, random(-1, 1), random(1, -1, 1), 1)
 * check-gradient: general(2, random(-1, 1), random(3, -1, 1), 2)
 * check-gradient: general(5, random(-1, 1), random(5, -1, 1), 1)
 * check-gradient: general(5, random(-1, 1), random(13, -1, 1), 3)
 * check-gradient: general(2, 0.0, random(2, -1, 1), 1)
 * check-gradient: general(2, 1.0, random(2, -1, 1), 1)
 * check-gradient: general(3, 2.0, random(3, -1, 1), -1)
 * check-value: alpha = 0
 * check-gradient: by_an_element(3, random(4, -1, 1))
 * check-gradient: squares_before_and_after(3, random(3, -1, 1), 0.75)
 * check-gradient: normalise_rows(3, 4, random(12, 0.5, 1.5))
 * check-gradient: clear(3, random(3, -1, 1))
 */
