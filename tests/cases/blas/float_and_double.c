#include <adgen/adgen.h>
#include <cblas.h>

/* A float matrix, summed in double. */
ADGEN_GRAD(w, x)
double squares(int m, int n, const float *w, const double *x)
{
    float y[4], xs[3];
    double yd[4];

    for (int j = 0; j < n; j++)
        xs[j] = (float)x[j];
    cblas_sgemv(CblasRowMajor, CblasNoTrans, m, n, 1.0f, w, n, xs, 1, 0.0f, y, 1);
    for (int i = 0; i < m; i++)
        yd[i] = y[i];
    return cblas_ddot(m, yd, 1, yd, 1) + cblas_sdot(m, y, 1, y, 1);
}

/* Numbers of one type where the other is wanted. */
ADGEN_VJP()
void converted(int n, double alpha, const float *x, float *y, double beta, double *z)
{
    cblas_saxpy(n, (float)alpha, x, 1, y, 1);
    cblas_dscal(n, y[0], z, 1);
    cblas_sscal(n, (float)beta, y, 1);
}

/*
 * check: float and double routines in one function, with conversions between them
 * check-link: -lopenblas
 * check-gradient: squares(4, 3, random(12, -1, 1), random(3, -1, 1))
 * check-gradient: converted(3, random(-1, 1), random(3, -1, 1), random(3, -1, 1), random(-1, 1), random(3, -1, 1))
 */
