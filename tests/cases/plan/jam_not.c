#include <adgen/adgen.h>
#include <math.h>
#include <stdlib.h>

/* Pointers that may overlap, and the adjoints behind them. */
ADGEN_GRAD()
double overlapping(int n, int m, const double *A, const double *x)
{
    double all = 0.0;

    for (int i = 0; i < n; i++) {
        double sum = 0.0;

        for (int j = 0; j < m; j++)
            sum += A[i * m + j] * x[j];
        all += sum * sum;
    }
    return all;
}

/* Rows that overlap: an iteration of the inner loop would add to what the next one of another row adds to. */
ADGEN_NOALIAS ADGEN_GRAD()
double windows(int n, int m, const double *A, const double *x)
{
    double all = 0.0;

    for (int i = 0; i < n; i++) {
        double sum = 0.0;

        for (int j = 0; j < m; j++)
            sum += A[i + j] * x[j];
        all += sum * sum;
    }
    return all;
}

/* The same element in two iterations of the inner loop. */
ADGEN_NOALIAS ADGEN_GRAD()
double halves(int n, int m, const double *A, const double *x)
{
    double all = 0.0;

    for (int i = 0; i < n; i++) {
        double sum = 0.0;

        for (int j = 0; j < m; j++)
            sum += A[i * m + j] * x[j / 2];
        all += sum * sum;
    }
    return all;
}

/* A loop that is known to be short, and one that runs as often as the outer one says. */
ADGEN_NOALIAS ADGEN_GRAD()
double shorter(int n, int m, const double *A, const double *x)
{
    double all = 0.0;

    for (int i = 0; i < n; i++) {
        double few = 0.0, more = 0.0;

        for (int j = 0; j < 8; j++)
            few += A[8 * i + j] * x[j];
        all += few * few;
        for (int j = 0; j < i; j++)
            more += A[i * m + j] * x[j];
        all += more * more;
    }
    return all;
}

/* Each row is made from the one before: what an iteration clears others add to. */
ADGEN_GRAD()
void steps(int n, int m, double *restrict y, const double *w)
{
    double *in = malloc(32 * sizeof *in);

    for (int j = 0; j < m; j++)
        in[j] = w[j];
    for (int i = 1; i < n; i++) {
        double sum = y[i - 1];

        for (int j = 0; j < m; j++)
            sum += in[j] * in[j];
        y[i] = sin(sum);
    }
    free(in);
}

/* What an iteration adds it takes from what the one before has added to. */
ADGEN_NOALIAS ADGEN_GRAD()
double chained(int n, int m, const double *A, const double *x)
{
    double last = 1.0;

    for (int i = 0; i < n; i++) {
        double sum = last;

        for (int j = 0; j < m; j++)
            sum += A[i * m + j] * x[j];
        last = sin(sum);
    }
    return last;
}

/* An end before the last row. */
ADGEN_NOALIAS ADGEN_GRAD()
double ended(int n, int m, const double *A, const double *x)
{
    double all = 0.0;

    for (int i = 0; i < n; i++) {
        double sum = 0.0;

        if (A[i * m] > 2.0)
            break;
        for (int j = 0; j < m; j++)
            sum += A[i * m + j] * x[j];
        all += sum * sum;
    }
    return all;
}

/* A long way from the sum to what is made of it. */
ADGEN_NOALIAS ADGEN_GRAD()
double longer(int n, int m, const double *A, const double *x)
{
    double all = 0.0;

    for (int i = 0; i < n; i++) {
        double sum = 0.0;

        for (int j = 0; j < m; j++)
            sum += A[i * m + j] * x[j];
        sum = sin(sum) + 2.0;
        sum = sqrt(sum) + 1.0;
        sum = log(sum) * 3.0;
        sum = exp(-sum) + 1.0;
        sum = atan(sum) * 0.5;
        all += sum * sum;
    }
    return all;
}

/*
 * check: loops take their iterations one by one where others might meet them, or where nothing is gained
 * check-args: --no-overlap-checks
 * check-gradient: overlapping(6, 3, random(18, -1, 1), random(3, -1, 1))
 * check-gradient: windows(6, 3, random(9, -1, 1), random(3, -1, 1))
 * check-gradient: halves(6, 5, random(30, -1, 1), random(3, -1, 1))
 * check-gradient: shorter(6, 8, random(64, -1, 1), random(8, -1, 1))
 * check-gradient: steps(6, 3, random(6, -1, 1), random(3, -1, 1))
 * check-gradient: chained(6, 3, random(18, -1, 1), random(3, -1, 1))
 * check-gradient: ended(6, 3, random(18, -1, 1), random(3, -1, 1))
 * check-gradient: longer(6, 3, random(18, -1, 1), random(3, -1, 1))
 * check-omits: ADGEN_INDEPENDENT
 * check-omits: i += 4
 * check-omits: i -= 4
 */
