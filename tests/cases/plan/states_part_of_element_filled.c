#include <adgen/adgen.h>
#include <math.h>
#include <stdlib.h>

ADGEN_GRAD(p)
double rows_of_two(int n, int steps, double *restrict p, double *restrict q)
{
    double (*f)[2] = malloc(n * sizeof *f);
    double sum = 0.0;
    for (int i = 0; i < n; i++)
        f[i][0] = f[i][1] = 0.1 * i + 0.2;
    for (int t = 0; t < steps; t++) {
        for (int i = 0; i < n; i++)
            f[i][0] = p[i] * q[i];
        for (int i = 0; i < n; i++) {
            f[i][1] += 0.5 * f[i][0] * f[i][1] * p[i];
            p[i] = 0.5 * f[i][0] * f[i][1] + 0.1 * p[i] * q[i];
            q[i] = 0.5 * q[i] * f[i][0] + 0.1 * f[i][1] * p[i] + 1.0;
        }
    }
    for (int i = 0; i < n; i++)
        sum += p[i] * p[i] + q[i];
    free(f);
    return sum;
}

typedef struct Force { double v[2]; } Force;

ADGEN_GRAD(p)
double records_with_arrays(int n, int steps, double *restrict p, double *restrict q)
{
    Force *f = malloc(n * sizeof *f);
    double sum = 0.0;
    for (int i = 0; i < n; i++)
        f[i].v[0] = f[i].v[1] = 0.1 * i + 0.2;
    for (int t = 0; t < steps; t++) {
        for (int i = 0; i < n; i++)
            f[i].v[0] = p[i] * q[i];
        for (int i = 0; i < n; i++) {
            f[i].v[1] += 0.5 * f[i].v[0] * f[i].v[1] * p[i];
            p[i] = 0.5 * f[i].v[0] * f[i].v[1] + 0.1 * p[i] * q[i];
            q[i] = 0.5 * q[i] * f[i].v[0] + 0.1 * f[i].v[1] * p[i] + 1.0;
        }
    }
    for (int i = 0; i < n; i++)
        sum += p[i] * p[i] + q[i];
    free(f);
    return sum;
}

ADGEN_GRAD(p)
double rows_of_a_parameter(int n, int steps, double *restrict p, double *restrict q, double (*restrict f)[2])
{
    double sum = 0.0;
    for (int t = 0; t < steps; t++) {
        for (int i = 0; i < n; i++)
            f[i][0] = p[i] * q[i];
        for (int i = 0; i < n; i++) {
            f[i][1] += 0.5 * f[i][0] * f[i][1] * p[i];
            p[i] = 0.5 * f[i][0] * f[i][1] + 0.1 * p[i] * q[i];
            q[i] = 0.5 * q[i] * f[i][0] + 0.1 * f[i][1] * p[i] + 1.0;
        }
    }
    for (int i = 0; i < n; i++)
        sum += p[i] * p[i] + q[i];
    return sum;
}

/*
 * check: memory of which a step fills only a part of each element is part of the state
 * check-gradient: rows_of_two(3, 3, random(3, 0.2, 0.9), random(3, 1, 2))
 * check-gradient: records_with_arrays(3, 3, random(3, 0.2, 0.9), random(3, 1, 2))
 * check-gradient: rows_of_a_parameter(3, 3, random(3, 0.2, 0.9), random(3, 1, 2), random(6, 0.5, 1.5))
 */
