#include <adgen/adgen.h>
#include <cblas.h>

ADGEN_GRAD()
double general(int n, const double *x, int incx, const double *y, int incy)
{
    return cblas_ddot(n, x, incx, y, incy);
}

ADGEN_GRAD(x, y)
double cosine(int n, const double *x, const double *y)
{
    double both = cblas_ddot(n, x, 1, y, 1);

    return both * both / (cblas_ddot(n, x, 1, x, 1) * cblas_ddot(n, y, 1, y, 1));
}

ADGEN_VJP()
double of_outputs(int n, double *x, double *y)
{
    double before = cblas_ddot(n, x, 1, y, 1);

    for (int i = 0; i < n; i++)
        x[i] *= y[i];
    return before * cblas_ddot(n, x, 1, y, 1);
}

ADGEN_GRAD()
double columns(double a[4][3])
{
    return cblas_ddot(4, &a[0][0], 3, &a[0][2], 3) - cblas_ddot(3, a[1], 1, a[2], -1);
}

/*
 * check: the dot product, with strides, of a vector with itself, of vectors that change, of rows and columns
 * check-link: -lopenblas
 * check-gradient: general(0, zeros(0), 1, zeros(0), 1)
 * check-gradient: general(1, random(1, -1, 1), 1, random(1, -1, 1), 1)
 * check-gradient: general(2, random(2, -1, 1), 1, random(3, -1, 1), 2)
 * check-gradient: general(5, random(5, -1, 1), 1, random(5, -1, 1), 1)
 * check-gradient: general(5, random(9, -1, 1), 2, random(5, -1, 1), 1)
 * check-gradient: general(5, random(5, -1, 1), -1, random(5, -1, 1), 1)
 * check-gradient: general(3, random(3, -1, 1), 1, random(5, -1, 1), -2)
 * check-gradient: general(3, random(3, -1, 1), -1, random(3, -1, 1), -1)
 * check-gradient: general(3, random(5, -1, 1), -2, random(7, -1, 1), 3)
 * check-value: y = {x[4], 0, 0, x[2], 0, 0, x[0]}
 * check-gradient: general(-1, zeros(0), 1, zeros(0), 1)
 * check-gradient: general(3, random(3, -1, 1), 1, y = x, 1)
 * check-gradient: cosine(1, random(1, 0.2, 1), random(1, 0.2, 1))
 * check-gradient: cosine(2, random(2, 0.2, 1), random(2, 0.2, 1))
 * check-gradient: cosine(5, random(5, 0.2, 1), random(5, 0.2, 1))
 * check-gradient: cosine(2, random(2, 0.2, 1), y = x)
 * check-gradient: of_outputs(0, zeros(0), zeros(0))
 * check-gradient: of_outputs(4, random(4, -1, 1), random(4, -1, 1))
 * check-gradient: columns(random(12, -1, 1))
 */
