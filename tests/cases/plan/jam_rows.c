#include <adgen/adgen.h>
#include <math.h>
#include <stddef.h>
#include <stdlib.h>

/* y = A x + b, where there is a b. */
ADGEN_NOALIAS ADGEN_GRAD()
void affine(int n, int m, const double *A, const double *b, const double *x, double *y)
{
    for (int i = 0; i < n; i++) {
        double sum = b ? b[i] : 0.0;

        for (int j = 0; j < m; j++)
            sum += A[i * m + j] * x[j];
        y[i] = sum;
    }
}

/* Many rows of x, sizes that count no less than nothing, a layer of its own memory. */
ADGEN_GRAD(A, x)
double layer(size_t rows, size_t n, size_t m, const double *A, const double *x)
{
    double *z = malloc((rows * n + 1) * sizeof *z), *in = malloc((rows * m + 1) * sizeof *in), sum = 0.0;

    for (size_t k = 0; k < rows * m; k++)
        in[k] = sin(x[k]);
    for (size_t r = 0; r < rows; r++)
        for (size_t i = 0; i < n; i++) {
            z[r * n + i] = 0.0;
            for (size_t j = 0; j < m; j++)
                z[r * n + i] += A[i * m + j] * in[r * m + j];
        }
    for (size_t k = 0; k < rows * n; k++)
        sum += z[k] * z[k];
    free(z);
    free(in);
    return sum;
}

/* Floats in rows of known length; four gates for each unit, so that no row is left over; a name for the row. */
ADGEN_GRAD()
float gates(int units, float W[restrict][20], const float x[20])
{
    float all = 0.0F;

    for (int i = 0; i < 4 * units; i++) {
        const float *row = W[i];
        float        sum = 0.0F;

        for (int j = 0; j < 20; j++)
            sum += row[j] * x[j];
        all += sum * sum;
    }
    return all;
}

/* What is added to again lies in the function's own memory. */
ADGEN_GRAD(A)
double squares(int n, int m, const double *A, const double *x)
{
    double *in = calloc(32, sizeof *in), all = 0.0;

    for (int j = 0; j < m; j++)
        in[j] = x[j] * A[j];
    for (int i = 0; i < n; i++) {
        double sum = 0.0;

        for (int j = 0; j < m; j++)
            sum += A[i * m + j] * in[j];
        all += sum * sum;
    }
    free(in);
    return all;
}

/* A number of rows that is known, the last one first. */
ADGEN_NOALIAS ADGEN_GRAD()
double known(int m, const double *A, const double *x)
{
    double sum = 0.0;

    for (int i = 5; i >= 0; i--) {
        double row = 0.0;

        for (int j = 0; j < m; j++)
            row += A[i * m + j] * x[j];
        sum += sin(row);
    }
    return sum;
}

/*
 * check: loops around such that add to the same adjoints each time take four iterations at once, whatever number there is of them
 * check-gradient: affine(0, 3, NULL, NULL, random(3, -1, 1), NULL)
 * check-gradient: affine(1, 3, random(3, -1, 1), NULL, random(3, -1, 1), zeros(1))
 * check-gradient: affine(2, 4, random(8, -1, 1), random(2, -1, 1), random(4, -1, 1), zeros(2))
 * check-gradient: affine(3, 1, random(3, -1, 1), random(3, -1, 1), random(1, -1, 1), zeros(3))
 * check-gradient: affine(4, 3, random(12, -1, 1), random(4, -1, 1), random(3, -1, 1), zeros(4))
 * check-gradient: affine(5, 2, random(10, -1, 1), NULL, random(2, -1, 1), zeros(5))
 * check-gradient: affine(6, 3, random(18, -1, 1), random(6, -1, 1), random(3, -1, 1), zeros(6))
 * check-gradient: affine(7, 17, random(119, -1, 1), random(7, -1, 1), random(17, -1, 1), zeros(7))
 * check-gradient: affine(8, 5, random(40, -1, 1), random(8, -1, 1), random(5, -1, 1), zeros(8))
 * check-gradient: affine(9, 0, NULL, random(9, -1, 1), NULL, zeros(9))
 * check-gradient: affine(-1, 3, NULL, NULL, random(3, -1, 1), NULL)
 * check-gradient: affine(-7, 3, NULL, NULL, random(3, -1, 1), NULL)
 * check-gradient: squares(-3, 3, random(3, -1, 1), random(3, -1, 1))
 * check-gradient: squares(11, 3, random(33, -1, 1), random(3, -1, 1))
 * check-gradient: layer(2, 3, 4, random(12, -1, 1), random(8, -1, 1))
 * check-gradient: layer(3, 9, 2, random(18, -1, 1), random(6, -1, 1))
 * check-gradient: layer(1, 4, 5, random(20, -1, 1), random(5, -1, 1))
 * check-gradient: layer(2, 0, 4, NULL, random(8, -1, 1))
 * check-gradient: gates(0, NULL, random(20, -1, 1))
 * check-gradient: gates(1, random(80, -1, 1), random(20, -1, 1))
 * check-gradient: gates(2, random(160, -1, 1), random(20, -1, 1))
 * check-gradient: known(3, random(18, -1, 1), random(3, -1, 1))
 * check-has: for (int i = 0; i < n / 4 * 4; i += 4) {
 * check-has: for (int i = n / 4 * 4; i < n; i++) {
 * check-has: for (int j = 0; j < m; j++) {
                  double x_j = x[j];
                  A_adj[i * m + j] += sum_adj * x_j;
                  A_adj[(i + 1) * m + j] += sum_adj_2 * x_j;
                  A_adj[(i + 2) * m + j] += sum_adj_3 * x_j;
                  A_adj[(i + 3) * m + j] += sum_adj_4 * x_j;
                  x_adj[j] += sum_adj * A[i * m + j] + sum_adj_2 * A[(i + 1) * m + j]
                             + sum_adj_3 * A[(i + 2) * m + j] + sum_adj_4 * A[(i + 3) * m + j];
              }
              y[i] = sum;
              y[i + 1] = sum_2;
              y[i + 2] = sum_3;
              y[i + 3] = sum_4;
              if (b) {
                  b_adj[i] += sum_adj;
                  b_adj[i + 1] += sum_adj_2;
 * check-has: #define ADGEN_INDEPENDENT _Pragma("GCC ivdep")
 * check-has: for (int i = 0; i < 4 * units; i += 4) {
 * check-omits: for (int i = 4 * units / 4 * 4;
 * check-has: for (int i = 5; i >= 3; i -= 4) {
 * check-has: for (int i = 1; i >= 0; i--) {
 * check-has: for (size_t i = n; i >= 4; i -= 4) {
 * check-has: for (size_t i = n % 4; i-- > 0;) {
 */
