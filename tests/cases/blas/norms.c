#include <adgen/adgen.h>
#include <cblas.h>

ADGEN_GRAD()
double norm(int n, const double *x, int incx)
{
    return cblas_dnrm2(n, x, incx);
}

ADGEN_GRAD()
double sum(int n, const double *x, int incx)
{
    return cblas_dasum(n, x, incx);
}

ADGEN_VJP()
double normalise(int n, double *x)
{
    double length = cblas_dnrm2(n, x, 1);

    if (length > 0.0)
        cblas_dscal(n, 1.0 / length, x, 1);
    return length;
}

ADGEN_GRAD(x)
double distance(int n, const double *x, const double *y)
{
    double difference[6];

    cblas_dcopy(n, x, 1, difference, 1);
    cblas_daxpy(n, -1.0, y, 1, difference, 1);
    return cblas_dnrm2(n, difference, 1) + 0.5 * cblas_dasum(n, difference, 1);
}

ADGEN_GRAD()
double elastic(double w[3][2])
{
    return 0.3 * cblas_dasum(6, &w[0][0], 1) + cblas_dnrm2(3, &w[0][1], 2);
}

/*
 * check: the Euclidean norm and the sum of the absolute values
 * check-link: -lopenblas
 * check-gradient: norm(0, zeros(0), 1)
 * check-gradient: norm(1, random(1, -1, 1), 1)
 * check-gradient: norm(2, random(2, -1, 1), 1)
 * check-gradient: norm(5, random(5, -1, 1), 1)
 * check-gradient: norm(5, random(9, -1, 1), 2)
 * check-gradient: sum(0, zeros(0), 1)
 * check-gradient: sum(1, random(1, -1, 1), 1)
 * check-gradient: sum(2, random(2, -1, 1), 1)
 * check-gradient: sum(5, random(5, -1, 1), 1)
 * check-gradient: sum(5, random(9, -1, 1), 2)
 * check-value: x = {x[0] < 0 ? -1 : 1, 0, x[2] < 0 ? -1 : 1}
 * check-gradient: norm(2, {3.0, -4.0}, 1)
 * check-value: x = {0.6, -0.8}
 * check-gradient: normalise(0, zeros(0))
 * check-gradient: normalise(1, random(1, -1, 1))
 * check-gradient: normalise(2, random(2, -1, 1))
 * check-gradient: normalise(5, random(5, -1, 1))
 * check-gradient: distance(4, random(4, -1, 1), random(4, -1, 1))
 * check-gradient: elastic(random(6, -1, 1))
 */
