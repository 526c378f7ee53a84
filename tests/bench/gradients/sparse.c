#include "sparse.h"

#include <adgen/adgen.h>
#include <stdlib.h>

static void multiply(const Sparse *A, const double *x, double *y)
{
    for (int i = 0; i < A->rows; i++) {
        double sum = 0.0;

        for (int k = A->start[i]; k < A->start[i + 1]; k++)
            sum += A->values[k] * x[A->column[k]];
        y[i] = sum;
    }
}

/* Squared norm of A x - b. */
ADGEN_GRAD(A, x)
double sparse(const Sparse *A, const double *x, const double *b)
{
    double *y = malloc((size_t)A->rows * sizeof *y);
    double sum = 0.0;

    multiply(A, x, y);
    for (int i = 0; i < A->rows; i++)
        sum += (y[i] - b[i]) * (y[i] - b[i]);
    free(y);
    return sum;
}
