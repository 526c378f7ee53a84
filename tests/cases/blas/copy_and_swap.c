#include <adgen/adgen.h>
#include <cblas.h>

ADGEN_VJP()
void copy(int n, const double *x, int incx, double *y, int incy)
{
    cblas_dcopy(n, x, incx, y, incy);
}

ADGEN_VJP()
void swap(int n, double *x, int incx, double *y, int incy)
{
    cblas_dswap(n, x, incx, y, incy);
}

ADGEN_VJP()
void reverse(int n, double *x)
{
    cblas_dswap(n / 2, x, 1, x + n - n / 2, -1);
}

/* Each row as a column. */
ADGEN_VJP()
void transpose(int m, int n, const double *a, double *at)
{
    for (int i = 0; i < m; i++)
        cblas_dcopy(n, a + i * n, 1, at + i, m);
}

/* A single number for all. */
ADGEN_VJP()
void spread(int n, const double *x, double *y)
{
    double c = x[0] * x[1];

    cblas_dcopy(n, &c, 0, y, 1);
}

ADGEN_GRAD(x)
double kept(int n, const double *x)
{
    double old[8], sum = 0.0;

    cblas_dcopy(n, x, 1, old, 1);
    for (int i = 0; i < n; i++)
        old[i] *= x[n - 1 - i];
    for (int i = 0; i < n; i++)
        sum += old[i] * x[i];
    return sum;
}

/*
 * check: vectors are copied and exchanged: reversed, turned to columns, spread from one number
 * check-link: -lopenblas
 * check-gradient: copy(0, zeros(0), 1, zeros(0), 1)
 * check-gradient: copy(1, random(1, -1, 1), 1, random(1, -1, 1), 1)
 * check-gradient: copy(2, random(2, -1, 1), 1, random(3, -1, 1), 2)
 * check-gradient: copy(5, random(5, -1, 1), 1, random(5, -1, 1), 1)
 * check-gradient: copy(5, random(9, -1, 1), 2, random(5, -1, 1), 1)
 * check-gradient: copy(5, random(5, -1, 1), -1, random(5, -1, 1), 1)
 * check-gradient: copy(3, random(3, -1, 1), 1, random(5, -1, 1), -2)
 * check-gradient: copy(3, random(3, -1, 1), -1, random(3, -1, 1), -1)
 * check-gradient: copy(3, random(5, -1, 1), -2, random(7, -1, 1), 3)
 * check-gradient: swap(0, zeros(0), 1, zeros(0), 1)
 * check-gradient: swap(1, random(1, -1, 1), 1, random(1, -1, 1), 1)
 * check-gradient: swap(2, random(2, -1, 1), 1, random(3, -1, 1), 2)
 * check-gradient: swap(5, random(5, -1, 1), 1, random(5, -1, 1), 1)
 * check-gradient: swap(5, random(9, -1, 1), 2, random(5, -1, 1), 1)
 * check-gradient: swap(5, random(5, -1, 1), -1, random(5, -1, 1), 1)
 * check-gradient: swap(3, random(3, -1, 1), 1, random(5, -1, 1), -2)
 * check-gradient: swap(3, random(3, -1, 1), -1, random(3, -1, 1), -1)
 * check-gradient: swap(3, random(5, -1, 1), -2, random(7, -1, 1), 3)
 * check-gradient: reverse(0, zeros(0))
 * check-gradient: reverse(1, random(1, -1, 1))
 * check-gradient: reverse(2, random(2, -1, 1))
 * check-gradient: reverse(5, random(5, -1, 1))
 * check-gradient: transpose(3, 2, random(6, -1, 1), random(6, -1, 1))
 * check-gradient: spread(3, random(2, -1, 1), random(3, -1, 1))
 * check-gradient: kept(0, zeros(0))
 * check-gradient: kept(5, random(5, -1, 1))
 */
