#include <adgen/adgen.h>
#include <cblas.h>
#include <math.h>

ADGEN_VJP()
void general(int n, double *x, int incx, double *y, int incy, double c, double s)
{
    cblas_drot(n, x, incx, y, incy, c, s);
}

/* An active angle turns the rows of a matrix. */
ADGEN_VJP(angle)
void turn(int n, double *a, double angle)
{
    cblas_drot(n, a, 1, a + n, 1, cos(angle), sin(angle));
}

/* Givens: the second row's first element becomes zero. */
ADGEN_VJP()
void givens(int n, double *a, int lda)
{
    double r = sqrt(a[0] * a[0] + a[lda] * a[lda]), c = a[0] / r, s = a[lda] / r;

    cblas_drot(n, a, 1, a + lda, 1, c, s);
}

ADGEN_VJP()
void constant(int n, double *x, double *y)
{
    cblas_drot(n, x, 1, y, 1, 0.6, 0.8);
    cblas_drot(n, y, 1, x, 1, 0.0, 1.0);
}

ADGEN_GRAD(x)
double one_is_data(int n, double *x, double *y, double c)
{
    cblas_drot(n, x, 1, y, 1, c, 0.5);
    return cblas_ddot(n, x, 1, y, 1);
}

/*
 * check: plane rotations, by active numbers, an active angle and constants
 * check-link: -lopenblas
 * check-gradient: general(0, zeros(0), 1, zeros(0), 1, random(-1, 1), random(-1, 1))
 * check-gradient: general(1, random(1, -1, 1), 1, random(1, -1, 1), 1, random(-1, 1), random(-1, 1))
 * check-gradient: general(2, random(2, -1, 1), 1, random(3, -1, 1), 2, random(-1, 1), random(-1, 1))
 * check-gradient: general(5, random(5, -1, 1), 1, random(5, -1, 1), 1, random(-1, 1), random(-1, 1))
 * check-gradient: general(5, random(9, -1, 1), 2, random(5, -1, 1), 1, random(-1, 1), random(-1, 1))
 * check-gradient: general(5, random(5, -1, 1), -1, random(5, -1, 1), 1, random(-1, 1), random(-1, 1))
 * check-gradient: general(3, random(3, -1, 1), 1, random(5, -1, 1), -2, random(-1, 1), random(-1, 1))
 * check-gradient: general(3, random(3, -1, 1), -1, random(3, -1, 1), -1, random(-1, 1), random(-1, 1))
 * check-gradient: general(3, random(5, -1, 1), -2, random(7, -1, 1), 3, random(-1, 1), random(-1, 1))
 * check-gradient: turn(0, zeros(0), random(-1, 1))
 * check-gradient: turn(1, random(2, -1, 1), random(-1, 1))
 * check-gradient: turn(3, random(6, -1, 1), random(-1, 1))
 * check-gradient: givens(3, random(8, 0.3, 1), 4)
 * check-gradient: constant(3, random(3, -1, 1), random(3, -1, 1))
 * check-gradient: one_is_data(3, random(3, -1, 1), random(3, -1, 1), 0.8)
 */
