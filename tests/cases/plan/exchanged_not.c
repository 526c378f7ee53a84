#include <adgen/adgen.h>
#include <math.h>
#include <stdlib.h>

/* The result may be what is read. */
ADGEN_GRAD()
void perhaps_one(int d, const double *A, const double *B, double *C)
{
    for (int i = 0; i < d; i++)
        for (int j = 0; j < d; j++) {
            double sum = 0.0;
            for (int k = 0; k < d; k++)
                sum += A[i * d + k] * B[k * d + j];
            C[i * d + j] = sum;
        }
}

/* The inner loop ends where the outer one is. */
ADGEN_GRAD(A, x)
double triangle(int n, const double *A, const double *x)
{
    double *y = malloc((size_t)(n > 0 ? n : 1) * sizeof *y), sum = 0.0;
    for (int j = 0; j < n; j++) {
        double t = 0.0;
        for (int k = 0; k <= j; k++)
            t += A[k * n + j] * x[k];
        y[j] = t;
    }
    for (int j = 0; j < n; j++)
        sum += y[j] * y[j];
    free(y);
    return sum;
}

/* In place, against the order of the loops: (<, >). */
ADGEN_GRAD(A)
double carried(int n, double *A)
{
    double sum = 0.0;
    for (int j = 1; j < n; j++)
        for (int k = 0; k < n - 1; k++)
            A[k * n + j] = A[k * n + j] + 0.5 * A[(k + 1) * n + j - 1];
    for (int i = 0; i < n * n; i++)
        sum += A[i] * A[i];
    return sum;
}

/* Sums of the primal's that would come in another order. */
ADGEN_GRAD(A)
double in_order(int n, const double *A)
{
    double *y = calloc((size_t)(2 * n + 1), sizeof *y), sum = 0.0;
    for (int j = 0; j < n; j++)
        for (int k = 0; k < n; k++)
            y[j + k] += A[k * n + j];
    for (int i = 0; i < 2 * n; i++)
        sum += y[i] * y[i] * y[i];
    free(y);
    return sum;
}

ADGEN_GRAD(A)
double both_in_order(int n, const double *A)
{
    double *y = calloc((size_t)(n > 0 ? n : 1), sizeof *y), sum = 0.0;
    for (int j = 0; j < n; j++)
        for (int k = 0; k < n; k++) {
            y[n - 1 - k] += A[k * n + j];
            y[k] -= 3.0 * A[(n - 1 - k) * n + j];
        }
    for (int i = 0; i < n; i++)
        sum += y[i] * y[i] * y[i];
    free(y);
    return sum;
}

/* It ends early; what a call changes; where it has ended is asked for. */
ADGEN_GRAD(A, x)
double odd(int n, const double *A, const double *x)
{
    double *y = malloc((size_t)(n > 0 ? n : 1) * sizeof *y), sum = 0.0;
    int     j;
    for (int m = 0; m < n; m++) {
        double t = 0.0;
        for (int k = 0; k < n; k++) {
            if (A[k * n + m] < -0.9)
                break;
            t += A[k * n + m] * x[k];
        }
        y[m] = t;
    }
    for (j = 0; j < n; j++) {
        double t = 0.0;
        for (int k = 0; k < n; k++)
            t += A[k * n + j] * x[k];
        y[j] += t;
    }
    for (int i = 0; i < n; i++)
        sum += y[i] * y[i];
    free(y);
    return sum * j;
}

/* What is read has been set before the inner loop. */
ADGEN_GRAD(A, x)
double set_before(int n, const double *A, double *restrict x)
{
    double *y = calloc((size_t)(n > 0 ? n : 1), sizeof *y), sum = 0.0;
    for (int j = 0; j < n; j++) {
        x[j] = 0.5 * x[j];
        for (int k = 0; k < n; k++)
            y[k] += A[k * n + j] * x[j];
    }
    for (int i = 0; i < n; i++)
        sum += y[i] * y[i];
    free(y);
    return sum;
}

/* What is added is made of what it is added to. */
ADGEN_GRAD(x)
double grows(int n, const double *A, const double *x)
{
    double *y = malloc((size_t)(n > 0 ? n : 1) * sizeof *y), sum = 0.0;
    for (int i = 0; i < n; i++)
        y[i] = 1.0;
    for (int j = n - 1; j >= 0; j--)
        for (int k = 0; k < n; k++)
            y[k] = y[k] + A[k * n + j] * y[k];
    for (int i = 0; i < n; i++)
        sum += y[i] * x[i] * x[i];
    free(y);
    return sum;
}

/* Rows are gone through as it is. */
ADGEN_GRAD(A, x)
double fine(int n, const double *A, const double *x)
{
    double *y = malloc((size_t)(n > 0 ? n : 1) * sizeof *y), sum = 0.0;
    for (int i = 0; i < n; i++) {
        double t = 0.0;
        for (int k = 0; k < n; k++)
            t += A[i * n + k] * x[k];
        y[i] = t;
    }
    for (int i = 0; i < n; i++)
        sum += y[i] * y[i];
    free(y);
    return sum;
}

/*
 * check-args: --no-overlap-checks
 * check: loops that stay in their order
 * check-gradient: perhaps_one(3, random(9, -1, 1), random(9, -1, 1), random(9, -1, 1))
 * check-gradient: triangle(4, random(16, -1, 1), random(4, -1, 1))
 * check-gradient: carried(4, random(16, -1, 1))
 * check-gradient: in_order(4, random(16, -1, 1))
 * check-gradient: both_in_order(4, random(16, -1, 1))
 * check-has: for (int j = 0; j < n; j++) { for (int k = 0; k < n; k++) { y[n - 1 - k] += A[k * n + j];
 * check-gradient: odd(4, random(16, -0.8, 1), random(4, -1, 1))
 * check-gradient: set_before(4, random(16, -1, 1), random(4, -1, 1))
 * check-gradient: grows(4, random(16, -1, 1), random(4, -1, 1))
 * check-has: for (int j = n - 1; j >= 0; j--) for (int k = 0; k < n; k++) y[k] += A[k * n + j] * y[k];
 * check-gradient: fine(4, random(16, -1, 1), random(4, -1, 1))
 * check-omits: A_adj_sum
 * check-omits: C[i * d + j] += 
 * check-omits: y[j] = 0.0
 * check-omits: y[m] = 0.0
 * check-has: for (int k = 0; k <= j; k++) {
 * check-has: for (int j = 0; j < n; j++) for (int k = 0; k < n; k++) y[j + k] += A[k * n + j];
 * check-has: for (int j = 1; j < n; j++) for (int k = 0; k < n - 1; k++) A[k * n + j] +=
 * check-has: for (int k = 0; k < n; k++) y[k] +=
 */
