#include <adgen/adgen.h>
#include <math.h>
#include <stdlib.h>

/* Exponentials are not computed twice. */
ADGEN_GRAD(x)
double dear(int n, int steps, double *restrict x, const double *restrict w)
{
    double sum = 0.0;
    for (int t = 0; t < steps; t++) {
        for (int i = 1; i < n; i++)
            x[i] = exp(-x[i] * x[i - 1]) * w[i] * x[i] * sin(x[i - 1]);
        sum += x[n - 1] * x[0];
    }
    return sum;
}

/* What a step keeps is not much more than its state. */
ADGEN_GRAD(x)
double little(int n, int steps, double *restrict x)
{
    double sum = 0.0;
    for (int t = 0; t < steps; t++) {
        for (int i = 1; i < n; i++)
            x[i] = 0.5 * x[i] * x[i - 1];
        sum += x[n - 1];
    }
    return sum;
}

/* Rows of a matrix: a step runs through the whole of it. */
ADGEN_GRAD(x)
double through_a_matrix(int n, int steps, double *restrict x, const double *restrict a)
{
    double sum = 0.0;
    for (int t = 0; t < steps; t++) {
        for (int i = 1; i < n; i++) {
            double s = 0.0;
            for (int j = 0; j < n; j++)
                s += a[i * n + j] * x[j];
            x[i] = s * x[i] * x[i - 1] + 0.1 * s * s + x[i - 1] * x[i - 1] * s;
        }
        sum += x[n - 1];
    }
    return sum;
}

/* There is a state only where there is a block. */
ADGEN_GRAD(x)
double perhaps(int n, int big, const double *x)
{
    double *u = NULL, sum = 0.0;
    if (big) {
        u = malloc((size_t)n * sizeof *u);
        for (int i = 0; i < n; i++)
            u[i] = x[i] * x[i];
    }
    for (int i = 0; i < n; i++)
        for (int j = 0; j < n; j++)
            if (big)
                sum += u[i] * u[j] * u[(j + 1) % n] * u[(i + j) % n] * (i + 1 + 0.5 * j);
    if (big) {
        for (int i = 0; i < n; i++)
            u[i] = sin(u[i]) * sum;
        for (int i = 0; i < n; i++)
            sum += u[i] * u[i];
    }
    free(u);
    return sum;
}

/*
 * check: steps that call what takes long, keep little, or run through more than they change keep what their backward passes need
 * check-gradient: dear(3, 3, random(3, 0.2, 1), random(3, 0.2, 1))
 * check-gradient: little(3, 3, random(3, 0.2, 1))
 * check-gradient: through_a_matrix(3, 2, random(3, 0.2, 0.6), random(9, 0.2, 0.6))
 * check-gradient: perhaps(4, 1, random(4, 0.2, 1))
 * check-gradient: perhaps(4, 0, random(4, 0.2, 1))
 * check-omits: _state
 */
