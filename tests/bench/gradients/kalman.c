#include "kalman.h"

#include <adgen/adgen.h>
#include <math.h>
#include <string.h>

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

/* C = A B^T, where A is n x m and B p x m. */
static void multiply_transposed(int n, int m, int p, const double *A, const double *B, double *C)
{
    for (int i = 0; i < n; i++)
        for (int j = 0; j < p; j++) {
            double sum = 0.0;

            for (int k = 0; k < m; k++)
                sum += A[i * m + k] * B[j * m + k];
            C[i * p + j] = sum;
        }
}

/* Returns the determinant. */
static double invert(double A[2][2], double inverse[2][2])
{
    double det = A[0][0] * A[1][1] - A[0][1] * A[1][0];

    inverse[0][0] = A[1][1] / det;
    inverse[0][1] = -A[0][1] / det;
    inverse[1][0] = -A[1][0] / det;
    inverse[1][1] = A[0][0] / det;
    return det;
}

static void predict(const Model *model, double x[STATE], double P[STATE][STATE])
{
    double moved[STATE], FP[STATE][STATE];

    multiply(STATE, STATE, 1, &model->move[0][0], x, moved);
    memcpy(x, moved, sizeof moved);
    multiply(STATE, STATE, STATE, &model->move[0][0], &P[0][0], &FP[0][0]);
    multiply_transposed(STATE, STATE, STATE, &FP[0][0], &model->move[0][0], &P[0][0]);
    for (int i = 0; i < STATE; i++)
        P[i][i] += exp(model->log_q[i]);
}

/* Returns the logarithm of the likelihood of what was seen. */
static double update(const Model *model, const double *y, double x[STATE], double P[STATE][STATE])
{
    double expected[SEEN], error[SEEN], weighted[SEEN];
    double HP[SEEN][STATE], S[SEEN][SEEN], inverse[SEEN][SEEN], PH[STATE][SEEN], K[STATE][SEEN], KHP[STATE][STATE];
    double det;
    double square = 0.0;

    multiply(SEEN, STATE, 1, &model->see[0][0], x, expected);
    for (int i = 0; i < SEEN; i++)
        error[i] = y[i] - expected[i];
    multiply(SEEN, STATE, STATE, &model->see[0][0], &P[0][0], &HP[0][0]);
    multiply_transposed(SEEN, STATE, SEEN, &HP[0][0], &model->see[0][0], &S[0][0]);
    for (int i = 0; i < SEEN; i++)
        S[i][i] += exp(model->log_r[i]);
    det = invert(S, inverse);
    multiply_transposed(STATE, STATE, SEEN, &P[0][0], &model->see[0][0], &PH[0][0]);
    multiply(STATE, SEEN, SEEN, &PH[0][0], &inverse[0][0], &K[0][0]);
    for (int i = 0; i < STATE; i++)
        for (int k = 0; k < SEEN; k++)
            x[i] += K[i][k] * error[k];
    multiply(STATE, SEEN, STATE, &K[0][0], &HP[0][0], &KHP[0][0]);
    for (int i = 0; i < STATE; i++)
        for (int j = 0; j < STATE; j++)
            P[i][j] -= KHP[i][j];
    multiply(SEEN, SEEN, 1, &inverse[0][0], error, weighted);
    for (int i = 0; i < SEEN; i++)
        square += error[i] * weighted[i];
    return -0.5 * (square + log(det) + SEEN * log(2.0 * 3.14159265358979323846));
}

/* Logarithm of the likelihood of a series y[steps], by a Kalman filter. */
ADGEN_GRAD(model)
double kalman(const Model *model, int steps, const double (*y)[SEEN])
{
    double x[STATE];
    double P[STATE][STATE] = {{0.0}};
    double likelihood = 0.0;

    for (int i = 0; i < STATE; i++) {
        x[i] = model->start[i];
        P[i][i] = 1.0;
    }
    for (int t = 0; t < steps; t++) {
        predict(model, x, P);
        likelihood += update(model, y[t], x, P);
    }
    return likelihood;
}
