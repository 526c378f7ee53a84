#include <adgen/adgen.h>
#include <cblas.h>

ADGEN_GRAD()
float dot(int n, const float *x, int incx, const float *y, int incy)
{
    return cblas_sdot(n, x, incx, y, incy);
}

ADGEN_GRAD()
float norms(int n, const float *x, int incx)
{
    return cblas_snrm2(n, x, incx) * cblas_sasum(n, x, incx);
}

ADGEN_VJP()
void steps(int n, float alpha, float *x, int incx, float *y, int incy, float c, float s)
{
    cblas_sscal(n, alpha, x, incx > 0 ? incx : -incx);
    cblas_saxpy(n, alpha, x, incx, y, incy);
    cblas_srot(n, x, incx, y, incy, c, s);
    cblas_sswap(n, x, incx, y, incy);
}

ADGEN_VJP()
float largest_first(int n, float *x)
{
    float old[5];
    int k = (int)cblas_isamax(n, x, 1);

    cblas_scopy(n, x, 1, old, 1);
    cblas_scopy(n - k, old + k, 1, x, 1);
    cblas_scopy(k, old, 1, x + n - k, 1);
    return x[0] * x[0];
}

/*
 * check: routines on vectors of float
 * check-link: -lopenblas
 * check-gradient: dot(0, zeros(0), 1, zeros(0), 1)
 * check-gradient: dot(1, random(1, -1, 1), 1, random(1, -1, 1), 1)
 * check-gradient: dot(5, random(5, -1, 1), 1, random(9, -1, 1), 2)
 * check-gradient: dot(3, random(3, -1, 1), -1, random(3, -1, 1), 1)
 * check-gradient: dot(2, random(3, -1, 1), -2, random(2, -1, 1), -1)
 * check-gradient: norms(0, zeros(0), 1)
 * check-gradient: norms(1, random(1, -1, 1), 1)
 * check-gradient: norms(2, random(3, -1, 1), 2)
 * check-gradient: norms(5, random(5, -1, 1), 1)
 * check-gradient: steps(0, random(-1, 1), zeros(0), 1, zeros(0), 1, random(-1, 1), random(-1, 1))
 * check-gradient: steps(1, random(-1, 1), random(1, -1, 1), 1, random(1, -1, 1), 1, random(-1, 1), random(-1, 1))
 * check-gradient: steps(5, random(-1, 1), random(5, -1, 1), 1, random(9, -1, 1), 2, random(-1, 1), random(-1, 1))
 * check-gradient: steps(3, random(-1, 1), random(3, -1, 1), -1, random(3, -1, 1), 1, random(-1, 1), random(-1, 1))
 * check-gradient: steps(2, random(-1, 1), random(3, -1, 1), -2, random(2, -1, 1), -1, random(-1, 1), random(-1, 1))
 * check-gradient: largest_first(1, random(1, -1, 1))
 * check-gradient: largest_first(2, random(2, -1, 1))
 * check-gradient: largest_first(5, random(5, -1, 1))
 */
