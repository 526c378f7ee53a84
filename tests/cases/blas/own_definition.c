#include <adgen/adgen.h>

/* Not the one of that name in the library. */
static double cblas_ddot(int n, const double *x, int incx, const double *y, int incy)
{
    double sum = 1.0;

    for (int i = 0; i < n; i++)
        sum += x[i * incx] * y[i * incy] * y[i * incy];
    return sum;
}

ADGEN_GRAD()
double f(int n, const double *x, const double *y)
{
    return cblas_ddot(n, x, 1, y, 1) * cblas_ddot(n, y, 1, x, 1);
}

/*
 * check: a function of the program's own that has a routine's name
 * check-gradient: f(3, random(3, -1, 1), random(3, -1, 1))
 */
