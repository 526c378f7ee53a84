#include <adgen/adgen.h>
#include <stdlib.h>

/* Two buffers change places before the step writes one of them. */
ADGEN_GRAD(u0)
double two(int n, int steps, const double *u0)
{
    double *u = calloc((size_t)n, sizeof *u), *v = calloc((size_t)n, sizeof *v), sum = 0.0;

    for (int i = 0; i < n; i++)
        v[i] = u0[i];
    #pragma adgen checkpoint(3)
    for (int t = 0; t < steps; t++) {
        double *w = u;

        u = v;
        v = w;
        for (int i = 1; i < n; i++)
            v[i] = 0.9 * u[i] + 0.1 * u[i - 1] * u[i - 1];
    }
    for (int i = 0; i < n; i++)
        sum += v[i] * v[i] + u[i];
    free(u);
    free(v);
    return sum;
}

/* Three, handed round. */
ADGEN_GRAD(u0)
double three(int n, int steps, const double *u0)
{
    double *u = calloc((size_t)n, sizeof *u), *v = calloc((size_t)n, sizeof *v), *z = calloc((size_t)n, sizeof *z), sum = 0.0;

    for (int i = 0; i < n; i++)
        v[i] = u0[i];
    #pragma adgen checkpoint(2)
    for (int t = 0; t < steps; t++) {
        double *w = u;

        u = v;
        v = z;
        z = w;
        for (int i = 1; i < n; i++)
            v[i] = 0.9 * u[i] + 0.1 * u[i - 1] * u[i - 1] + 0.2 * z[i] * z[i];
    }
    for (int i = 0; i < n; i++)
        sum += u[i] * u[i] + 0.5 * v[i] * v[i] + z[i];
    free(u);
    free(v);
    free(z);
    return sum;
}

/* What was the first one is written by its other name, after they have changed places. */
ADGEN_GRAD(u0)
double by_name(int n, int steps, const double *u0)
{
    double *u = calloc((size_t)n, sizeof *u), *v = calloc((size_t)n, sizeof *v), sum = 0.0;

    for (int i = 0; i < n; i++)
        v[i] = u0[i];
    #pragma adgen checkpoint(2)
    for (int t = 0; t < steps; t++) {
        double *w = u;

        u = v;
        v = w;
        for (int i = 1; i < n; i++)
            w[i] = 0.9 * u[i] + 0.1 * u[i - 1] * u[i - 1];
        w[0] += 0.25 * u[0];
    }
    for (int i = 0; i < n; i++)
        sum += v[i] * v[i] + u[i];
    free(u);
    free(v);
    return sum;
}

/* The name leads to the one or the other. */
ADGEN_GRAD(u0)
double by_either(int n, int steps, const double *u0)
{
    double *u = calloc((size_t)n, sizeof *u), *v = calloc((size_t)n, sizeof *v), sum = 0.0;

    for (int i = 0; i < n; i++)
        v[i] = u0[i];
    #pragma adgen checkpoint(2)
    for (int t = 0; t < steps; t++) {
        double *w = u;

        u = v;
        v = w;
        if (t % 3 == 1)
            w = u;
        for (int i = 1; i < n; i++)
            v[i] = 0.9 * w[i] + 0.1 * u[i - 1] * u[i - 1];
    }
    for (int i = 0; i < n; i++)
        sum += v[i] * v[i] + u[i];
    free(u);
    free(v);
    return sum;
}

/*
 * check: buffers that change places at the beginning of a step are swapped back, whatever name they have in it
 * check-gradient: two(5, 7, random(5, 0.2, 0.8))
 * check-gradient: two(5, 1, random(5, 0.2, 0.8))
 * check-gradient: two(5, 0, random(5, 0.2, 0.8))
 * check-gradient: three(5, 8, random(5, 0.2, 0.8))
 * check-gradient: three(5, 2, random(5, 0.2, 0.8))
 * check-gradient: by_name(5, 6, random(5, 0.2, 0.8))
 * check-gradient: by_either(5, 7, random(5, 0.2, 0.8))
 */
