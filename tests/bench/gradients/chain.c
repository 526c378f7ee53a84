#include "chain.h"

#include <adgen/adgen.h>
#include <stdlib.h>
#include <string.h>

/* C = A B, all of them d x d. */
static void multiply(int d, const double *A, const double *B, double *C)
{
    for (int i = 0; i < d; i++)
        for (int j = 0; j < d; j++) {
            double sum = 0.0;

            for (int k = 0; k < d; k++)
                sum += A[i * d + k] * B[k * d + j];
            C[i * d + j] = sum;
        }
}

/* Sum of the squares of the product of A[m][d][d]. */
ADGEN_GRAD(A)
double chain(int m, int d, const double *A)
{
    int n = d * d;
    double *product = malloc((size_t)n * sizeof *product);
    double *next = malloc((size_t)n * sizeof *next);
    double *swap;
    double sum = 0.0;

    memcpy(product, A, (size_t)n * sizeof *product);
    for (int i = 1; i < m; i++) {
        multiply(d, product, &A[i * n], next);
        swap = product;
        product = next;
        next = swap;
    }
    for (int i = 0; i < n; i++)
        sum += product[i] * product[i];
    free(product);
    free(next);
    return sum;
}
