#include <adgen/adgen.h>
#include <math.h>
#include <stdlib.h>

/* Each iteration goes on from the one before. */
ADGEN_NOALIAS ADGEN_GRAD()
double chained(int n, int m, const double *A, const double *x)
{
    double last = 0.5;

    for (int i = 0; i < n; i++) {
        double sum = last;

        for (int j = 0; j < m; j++)
            sum += A[i * m + j] * x[j];
        last = sin(sum);
    }
    return last;
}

/* What a call gives is read by the sums of later iterations, in memory. */
ADGEN_GRAD()
void steps(int n, int m, double *restrict y, const double *restrict w)
{
    for (int i = 1; i < n; i++) {
        double sum = 0.0;

        for (int j = 0; j < m; j++)
            sum += y[i - 1] * w[j];
        y[i] = sin(sum);
    }
}

/* Calls that a condition chooses, a loop that ends early, one that is short, and one that counts in other steps. */
ADGEN_NOALIAS ADGEN_GRAD()
double others(int n, int m, const double *A, const double *x)
{
    double all = 0.0;

    for (int i = 0; i < n; i++) {
        double sum = 0.0;

        for (int j = 0; j < m; j++)
            sum += A[i * m + j] * x[j];
        if (sum > 0.0)
            sum = exp(-sum);
        all += sum * sum;
    }
    for (int i = 0; i < n; i++) {
        double sum = 0.0;

        for (int j = 0; j < m; j++)
            sum += A[i * m + j] * x[j];
        if (sum > 4.0)
            break;
        all += exp(sum);
    }
    for (int i = 0; i < n; i++) {
        double sum = 0.0;

        for (int j = 0; j < 3; j++)
            sum += A[i * 3 + j] * x[j];
        all += exp(sum);
    }
    for (unsigned i = 0; i < (unsigned)n; i++) {
        double sum = 0.0;

        for (int j = 0; j < m; j++)
            sum += A[i * (unsigned)m + (unsigned)j] * x[j];
        all += exp(sum);
    }
    for (int i = 0; i < n; i += 2) {
        double sum = 0.0;

        for (int j = 0; j < m; j++)
            sum += A[i * m + j] * x[j];
        all += exp(sum);
    }
    return all;
}

/* A pointer that moves from row to row, and not always as far. */
ADGEN_NOALIAS ADGEN_GRAD(x)
double walked(int n, int m, const double *A, const double *x)
{
    double all = 0.0;

    for (int i = 0; i < n; i++) {
        double sum = 0.0;

        for (int j = 0; j < m; j++)
            sum += *A++ * x[j];
        A += i % 3;
        all += exp(sum);
    }
    return all;
}

/* A sum goes on behind the call, but nothing reads it: compilers would warn of what is handed on. */
ADGEN_NOALIAS ADGEN_GRAD()
double unread(int n, int m, const double *A, const double *x)
{
    double all = 0.0;

    for (int i = 0; i < n; i++) {
        double sum = 0.0;

        for (int j = 0; j < m; j++)
            sum += A[i * m + j] * x[j];
        double part = tanh(sum);
        for (int j = 0; j < m; j++)
            sum += part * x[j];
        all += part;
    }
    return all;
}

/*
 * check: no batches where an iteration needs what a later part of another one gives, or where calls could not be vectorised
 * check-gradient: chained(19, 3, random(57, -1, 1), random(3, -1, 1))
 * check-gradient: steps(19, 3, random(19, -1, 1), random(3, -1, 1))
 * check-gradient: others(18, 3, random(54, -1, 1), random(3, -1, 1))
 * check-gradient: walked(18, 3, random(72, -1, 1), random(3, -1, 1))
 * check-gradient: unread(18, 3, random(54, -1, 1), random(3, -1, 1))
 * check-omits: += 16
 * check-omits: -= 16
 */
