#include <adgen/adgen.h>
#include <math.h>
#include <stdlib.h>

typedef struct V2 { double v[2]; } V2;

/* A pointer into a row: what is kept is made of rows, not of numbers. */
ADGEN_GRAD(p, q)
double pointer_into_a_row(int n, int steps, double *restrict p, double *restrict q)
{
    double (*f)[2] = malloc(n * sizeof *f);
    double sum = 0.0;
    for (int i = 0; i < n; i++)
        f[i][0] = f[i][1] = p[i] * q[i];
    for (int t = 0; t < steps; t++)
        for (int i = 0; i < n; i++) {
            double *y = &f[i][0];
            *y += 0.3 * p[i] * f[i][1] * q[i];
            p[i] = 0.5 * *y * f[i][1] + 0.1 * p[i] * q[i];
            q[i] = 0.5 * q[i] * *y + 0.1 * p[i] * p[i];
        }
    for (int i = 0; i < n; i++)
        sum += p[i] * p[i] + q[i];
    free(f);
    return sum;
}

static void put(double *x, double *y, double v)
{
    *x = 0.5 * v * *y;
    *y += 0.3 * v * *x;
}

/* The same through a helper. */
ADGEN_GRAD(p, q)
double rows_by_helper(int n, int steps, double *restrict p, double *restrict q)
{
    double (*f)[2] = malloc(n * sizeof *f);
    double  sum = 0.0;
    for (int i = 0; i < n; i++)
        f[i][0] = f[i][1] = p[i] * q[i];
    for (int t = 0; t < steps; t++) {
        for (int i = 0; i < n; i++)
            put(&p[i], &f[i][1], q[i] * f[i][0]);
        for (int i = 0; i < n; i++) {
            f[i][0] += 0.1 * p[i] * f[i][1];
            q[i] = 0.5 * p[i] * q[i] / (1.0 + q[i] * p[i]) + 0.2 * q[i] * q[i];
            p[i] = 0.7 * p[i] * q[i] + 0.1 * p[i];
        }
    }
    for (int i = 0; i < n; i++)
        sum += p[i] * p[i] + q[i] + f[i][1];
    free(f);
    return sum;
}

ADGEN_GRAD(p, q)
double arrays_in_records(int n, int steps, double *restrict p, double *restrict q)
{
    V2 *f = malloc(n * sizeof *f);
    double  sum = 0.0;
    for (int i = 0; i < n; i++)
        f[i].v[0] = f[i].v[1] = p[i] * q[i];
    for (int t = 0; t < steps; t++) {
        for (int i = 0; i < n; i++)
            put(&p[i], &f[i].v[1], q[i] * f[i].v[0]);
        for (int i = 0; i < n; i++) {
            f[i].v[0] += 0.1 * p[i] * f[i].v[1];
            q[i] = 0.5 * p[i] * q[i] / (1.0 + q[i] * p[i]) + 0.2 * q[i] * q[i];
            p[i] = 0.7 * p[i] * q[i] + 0.1 * p[i];
        }
    }
    for (int i = 0; i < n; i++)
        sum += p[i] * p[i] + q[i] + f[i].v[1];
    free(f);
    return sum;
}

/*
 * check: a state of rows is kept as rows, wherever else pointers into them lead
 * check-gradient: pointer_into_a_row(3, 3, random(3, 0.2, 0.9), random(3, 1, 2))
 * check-gradient: rows_by_helper(3, 3, random(3, 0.2, 0.9), random(3, 1, 2))
 * check-gradient: arrays_in_records(3, 3, random(3, 0.2, 0.9), random(3, 1, 2))
 */
