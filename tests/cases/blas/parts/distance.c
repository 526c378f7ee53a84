#include <cblas.h>

double distance(int n, const double *x, const double *y);
void   shift(int n, double c, double *x);

double distance(int n, const double *x, const double *y)
{
    double difference[8];

    cblas_dcopy(n, x, 1, difference, 1);
    cblas_daxpy(n, -1.0, y, 1, difference, 1);
    return cblas_dnrm2(n, difference, 1);
}

void shift(int n, double c, double *x)
{
    const double one = 1.0;

    cblas_daxpy(n, c, &one, 0, x, 1);
}
