#include <adgen/adgen.h>
#include <cblas.h>

static const double difference[3][4] = { { -1.0, 1.0, 0.0, 0.0 }, { 0.0, -1.0, 1.0, 0.0 }, { 0.0, 0.0, -1.0, 1.0 } };
static const CBLAS_TRANSPOSE turns[2] = { CblasNoTrans, CblasTrans };

/* A table of constants. */
ADGEN_GRAD(x)
double roughness(const double *x)
{
    double d[3];

    cblas_dgemv(CblasRowMajor, CblasNoTrans, 3, 4, 1.0, &difference[0][0], 4, x, 1, 0.0, d, 1);
    return cblas_ddot(3, d, 1, d, 1) * cblas_dasum(3, d, 1);
}

/* A matrix and its transpose by turns. */
ADGEN_VJP()
void both_turns(int n, const double *a, double *x)
{
    double work[4];

    for (int k = 0; k < 4; k++) {
        cblas_dgemv(CblasColMajor, turns[k % 2], n, n, 1.0, a, n, x, 1, 0.0, work, 1);
        cblas_dcopy(n, work, 1, x, 1);
    }
}

/*
 * check: constant matrices and forms in tables
 * check-link: -lopenblas
 * check-gradient: roughness(random(4, -1, 1))
 * check-gradient: both_turns(2, random(4, -1, 1), random(2, -1, 1))
 * check-gradient: both_turns(3, random(9, -1, 1), random(3, -1, 1))
 */
