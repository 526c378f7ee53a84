#include <adgen/adgen.h>
#include <lapacke.h>

/* The pivots of each factorisation are kept, too: numbers, but no reals. */
ADGEN_GRAD(x)
double f(const double *x)
{
    double sum = 1.0;

    for (int k = 0; k < 2; k++) {
        double a[4] = {sum * x[0], 1.0, x[1], sum};
        int    pivots[2];

        LAPACKE_dgetrf(LAPACK_COL_MAJOR, 2, 2, a, 2, pivots);
        sum += a[0] * a[3] * a[1];
    }
    return sum;
}

/*
 * check: a factorisation in each iteration, differentiated again
 * check-link: -llapacke -lopenblas
 * check-gradient: f(random(2, 0.3, 1.5))
 */
