#include <adgen/adgen.h>
#include <cblas.h>
#include <stdlib.h>

/* Many small products in one block of memory, the results summed; one weight for all. */
ADGEN_GRAD(x, w)
double sum_of_products(int count, int n, const double *x, const double *w)
{
    double *y = calloc((size_t)(n * n), sizeof *y), *all = malloc((size_t)(count * n * n) * sizeof *all), sum = 0.0;

    for (int k = 0; k < count; k++) {
        const double *here = x + k * n * n;
        double *to = &all[k * n * n];
        cblas_dgemm(CblasRowMajor, CblasNoTrans, CblasTrans, n, n, n, 1.0, here, n, w, n, 0.0, to, n);
        cblas_dgemm(CblasRowMajor, CblasNoTrans, CblasNoTrans, n, n, n, 0.5 * (k + 1), to, n, here, n, 1.0, y, n);
        if (k > 0)
            sum += cblas_ddot(n * n, to, 1, to - n * n, 1);
    }
    sum += cblas_dnrm2(n * n, y, 1);
    free(y);
    free(all);
    return sum;
}

/* Each sample's step depends on the weights that the one before left. */
ADGEN_VJP(w, rate)
double online(int count, int n, const double *x, const double *y, double *w, double rate)
{
    double loss = 0.0;

    for (int k = 0; k < count; k++) {
        double error = cblas_ddot(n, w, 1, x + k * n, 1) - y[k];
        loss += error * error;
        cblas_daxpy(n, -2.0 * rate * error, x + k * n, 1, w, 1);
    }
    return loss;
}

/*
 * check: small products one after the other in a block of memory; weights that each sample changes
 * check-link: -lopenblas
 * check-gradient: sum_of_products(1, 1, {2.0}, {3.0})
 * check-gradient: sum_of_products(3, 2, random(12, -1, 1), random(4, -1, 1))
 * check-gradient: online(0, 2, zeros(0), zeros(0), random(2, -1, 1), 0.1)
 * check-gradient: online(4, 3, random(12, -1, 1), random(4, -1, 1), random(3, -1, 1), 0.1)
 */
