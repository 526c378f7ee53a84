#include <adgen/adgen.h>
#include <math.h>

/* C = A B, where both have two rows and columns. */
static void multiply(const double *A, const double *B, double *C)
{
    for (int i = 0; i < 2; i++)
        for (int j = 0; j < 2; j++) {
            double sum = 0.0;
            for (int k = 0; k < 2; k++)
                sum += A[i * 2 + k] * B[k * 2 + j];
            C[i * 2 + j] = sum;
        }
}

/* The gain is copied as a whole, for the product: the sum reads it there. */
ADGEN_GRAD(move)
double both(int steps, const double (*move)[2], const double (*y)[2])
{
    double gain[2][2] = {{0.5, 0.25}, {0.125, 0.75}}, state[2] = {0.0, 0.0}, next[2][2];
    for (int t = 0; t < steps; t++) {
        for (int i = 0; i < 2; i++)
            for (int k = 0; k < 2; k++)
                state[i] += gain[i][k] * sin(state[k]) * y[t][k];
        multiply(&gain[0][0], &move[0][0], &next[0][0]);
        for (int i = 0; i < 2; i++)
            for (int k = 0; k < 2; k++)
                gain[i][k] = next[i][k];
    }
    return state[0] + state[1] * gain[0][1];
}

/* The gain has changed between the two. */
ADGEN_GRAD(rate)
double apart(int steps, const double (*rate)[2], const double (*y)[2])
{
    double gain[2][2] = {{0.5, 0.25}, {0.125, 0.75}}, state[2] = {0.0, 0.0}, next[2][2];
    for (int t = 0; t < steps; t++) {
        for (int i = 0; i < 2; i++)
            for (int k = 0; k < 2; k++)
                state[i] += gain[i][k] * sin(state[k]) * y[t][k];
        gain[1][0] = state[0];
        multiply(&gain[0][0], &rate[0][0], &next[0][0]);
        for (int i = 0; i < 2; i++)
            for (int k = 0; k < 2; k++)
                gain[i][k] = next[i][k];
    }
    return state[0] + state[1] * gain[0][1];
}

/*
 * check: reads of a matrix by rows and columns and by a pointer have one copy of it
 * check-gradient: both(4, {0.5, 0.25, 0.125, 0.75}, random(8, -1, 1))
 * check-gradient: both(0, {0.5, 0.25, 0.125, 0.75}, NULL)
 * check-gradient: apart(4, {0.5, 0.25, 0.125, 0.75}, random(8, -1, 1))
 * check-has: sum_adj * gain_kept[2 * i + k]
 * check-count: 1 gain_k_at =
 */
