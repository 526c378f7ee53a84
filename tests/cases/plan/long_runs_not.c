#include <adgen/adgen.h>
#include <math.h>
#include <stdio.h>

enum { FEW = 3 };

/* A row for each step. */
ADGEN_GRAD(x)
void row(int n, int steps, double *restrict x)
{
    for (int t = 0; t < steps; t++)
        for (int i = 1; i < n; i++)
            x[i] = x[i] * x[i - 1];
}

/* A step that takes long. */
ADGEN_GRAD(x)
void dear(int n, int steps, double *restrict x)
{
    for (int t = 0; t < steps; t++)
        for (int i = 0; i < n; i++)
            for (int j = 1; j < n; j++)
                x[i * n + j] = exp(-x[i * n + j] * x[i * n + j - 1]);
}

/* A number of steps that is known. */
ADGEN_GRAD(x)
void few(int n, double *restrict x)
{
    for (int t = 0; t < FEW; t++)
        for (int i = 0; i < n; i++)
            for (int j = 1; j < n; j++)
                x[i * n + j] = x[i * n + j] * x[i * n + j - 1];
}

/* Products of matrices. */
ADGEN_GRAD(x)
void products(int n, int steps, const double *restrict a, double *restrict x, double *restrict y)
{
    for (int t = 0; t < steps; t++) {
        for (int i = 0; i < n; i++)
            for (int j = 0; j < n; j++) {
                y[i * n + j] = 0.0;
                for (int k = 0; k < n; k++)
                    y[i * n + j] += a[i * n + k] * x[k * n + j];
            }
        for (int i = 0; i < n * n; i++)
            x[i] = y[i] * y[i];
    }
}

/* Steps that become shorter. */
ADGEN_GRAD(a)
void eliminated(int n, double *restrict a)
{
    for (int k = 0; k < n; k++)
        for (int i = k + 1; i < n; i++)
            for (int j = k + 1; j < n; j++)
                a[i * n + j] -= 0.1 * a[i * n + k] * a[k * n + j];
}

/* A record of all steps would be in every state. */
ADGEN_GRAD(all)
void record(int n, int steps, double *restrict all)
{
    for (int t = 1; t < steps; t++)
        for (int i = 0; i < n; i++)
            for (int j = 1; j < n; j++)
                all[(t * n + i) * n + j] = all[(t * n + i) * n + j] * all[((t - 1) * n + i) * n + j] * all[(t * n + i) * n + j - 1];
}

/* What others see. */
ADGEN_GRAD(x)
void shown(int n, int steps, double *restrict x)
{
    for (int t = 0; t < steps; t++) {
        for (int i = 0; i < n; i++)
            for (int j = 1; j < n; j++)
                x[i * n + j] = x[i * n + j] * x[i * n + j - 1];
        fprintf(stderr, "%s", "");
    }
}

/* How much a step changes is not known, so that the schedule refuses it. */
ADGEN_GRAD(x)
void branching(int n, int steps, double *restrict x)
{
    for (int t = 0; t < steps; t++)
        for (int i = 0; i < n; i++)
            for (int j = 1; j < n; j++)
                if (x[i * n + j] > 0.3)
                    x[i * n + j] = x[i * n + j] * x[i * n + j - 1];
}

/* A loop inside a loop, and one of unknown length. */
ADGEN_GRAD(x)
void inside(int n, int epochs, int steps, double *restrict x)
{
    for (int e = 0; e < epochs; e++) {
        for (int t = 0; t < steps; t++)
            for (int i = 0; i < n; i++)
                for (int j = 1; j < n; j++)
                    x[i * n + j] = x[i * n + j] * x[i * n + j - 1];
        x[0] += 0.1;
    }
}

ADGEN_GRAD(x)
void until(int n, double bound, double *restrict x)
{
    while (x[n * n - 1] > bound)
        for (int i = 0; i < n; i++)
            for (int j = 1; j < n; j++)
                x[i * n + j] = x[i * n + j] * x[i * n + j - 1];
}

/*
 * check: rows, dear, few and uneven steps, records and what others see: no state is kept where no pragma says so
 * check-gradient: row(5, 4, random(5, 0.8, 1.2))
 * check-gradient: dear(3, 3, random(9, 0.8, 1.2))
 * check-gradient: few(3, random(9, 0.8, 1.2))
 * check-gradient: products(3, 2, random(9, 0.1, 0.5), random(9, 0.1, 0.5), zeros(9))
 * check-gradient: eliminated(4, random(16, 0.8, 1.2))
 * check-gradient: record(3, 4, random(36, 0.8, 1.2))
 * check-gradient: shown(3, 3, random(9, 0.8, 1.2))
 * check-gradient: branching(3, 3, random(9, 0.1, 1.2))
 * check-gradient: inside(3, 2, 2, random(9, 0.8, 1.0))
 * check-gradient: until(3, 0.2, random(9, 0.5, 0.9))
 * check-omits: adgen_stride
 */
