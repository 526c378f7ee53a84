#include <adgen/adgen.h>
#include <stdlib.h>

/* C = A B, where A is n x m and B m x p. */
static void multiply(int n, int m, int p, const double *A, const double *B, double *C)
{
    for (int i = 0; i < n; i++)
        for (int j = 0; j < p; j++) {
            double sum = 0.0;
            for (int k = 0; k < m; k++)
                sum += A[i * m + k] * B[k * p + j];
            C[i * p + j] = sum;
        }
}

/* Square: the loops around say that there are columns. */
ADGEN_GRAD(A, B)
double square(int d, const double *A, const double *B)
{
    double *C = malloc((size_t)(d > 0 ? d * d : 1) * sizeof *C), sum = 0.0;
    multiply(d, d, d, A, B, C);
    for (int i = 0; i < d * d; i++)
        sum += C[i] * C[i] * C[i];
    free(C);
    return sum;
}

/* Any sizes: nothing is read where there are no columns. */
ADGEN_GRAD(A, B)
double any(int n, int m, int p, const double *A, const double *B)
{
    double *C = malloc((size_t)(n * p > 0 ? n * p : 1) * sizeof *C), sum = 0.0;
    multiply(n, m, p, A, B, C);
    for (int i = 0; i < n * p; i++)
        sum += C[i] * C[i];
    free(C);
    return sum;
}

/* The caller's array, which overlaps no other one, and floats. */
ADGEN_GRAD()
void fixed(const float A[5][6], const float B[6][7], float C[restrict 5][7])
{
    for (int i = 0; i < 5; i++)
        for (int j = 0; j < 7; j++) {
            float sum = C[i][j];
            for (int k = 0; k < 6; k++)
                sum += A[i][k] * B[k][j];
            C[i][j] = sum;
        }
}

/*
 * check: the innermost loops of products of matrices go through rows
 * check-gradient: square(4, random(16, -1, 1), random(16, -1, 1))
 * check-gradient: square(1, {0.5}, {2.0})
 * check-gradient: square(0, {0.5}, {2.0})
 * check-gradient: any(2, 3, 4, random(6, -1, 1), random(12, -1, 1))
 * check-gradient: any(3, 0, 2, {0.0}, {0.0})
 * check-gradient: any(3, 2, 0, NULL, NULL)
 * check-gradient: any(0, 2, 3, NULL, random(6, -1, 1))
 * check-gradient: fixed(random(30, -1, 1), random(42, -1, 1), random(35, -1, 1))
 * check-has: for (int k = 0; k < d; k++) {
                  double A_value = A[i * d + k];
                  for (int j = 0; j < d; j++)
                      C[i * d + j] += A_value * B[k * d + j];
              }
 * check-has: for (int k = 0; k < d; k++) {
                  double A_adj_sum = A_adj[i * d + k];
                  for (int j = 0; j < d; j++)
                      A_adj_sum += C_adj[i * d + j] * B[k * d + j];
                  A_adj[i * d + k] = A_adj_sum;
                  double A_value = A[i * d + k];
                  for (int j = 0; j < d; j++)
                      B_adj[k * d + j] += C_adj[i * d + j] * A_value;
              }
 * check-has: if (p > 0) {
 * check-omits: if (d > 0) {
 * check-omits: C_adj[i][j] +=
 * check-has: for (int j = 0; j < 7; j++)
                  C[i][j] += A_k * B[k][j];
 */
