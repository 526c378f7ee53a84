#include <adgen/adgen.h>
#include <stdlib.h>

/* Steps are numbered from 1. */
ADGEN_GRAD(a)
double from_one(int n, int steps, double a)
{
    double *u = malloc((size_t)n * (size_t)n * sizeof *u), *v = malloc((size_t)n * (size_t)n * sizeof *v), sum = 0.0;

    for (int i = 0; i < n * n; i++)
        u[i] = v[i] = a + 1e-5 * i;
    for (int t = 1; t <= steps; t++) {
        double *w = u;

        for (int i = 1; i < n - 1; i++)
            for (int j = 1; j < n - 1; j++)
                v[i * n + j] = u[i * n + j] + 0.02 * t * u[i * n + j - 1] * (u[(i + 1) * n + j] - u[i * n + j]);
        u = v;
        v = w;
    }
    for (int i = 0; i < n * n; i++)
        sum += u[i] * u[i];
    free(u);
    free(v);
    return sum;
}

/* Where they begin and end is said by variables that change behind the loop. */
ADGEN_GRAD(a)
double between(int n, int begin, int end, double a)
{
    double *u = malloc((size_t)n * (size_t)n * sizeof *u), sum = 0.0;

    for (int i = 0; i < n * n; i++)
        u[i] = a + 1e-5 * i;
    for (int t = begin; t < end; t++)
        for (int i = 1; i < n; i++)
            for (int j = 1; j < n; j++)
                u[i * n + j] += 0.01 * u[i * n + j - 1] * (u[(i - 1) * n + j] - u[i * n + j] * t);
    begin += 7;
    end = begin;
    for (int i = 0; i < n * n; i++)
        sum += u[i] * u[i];
    free(u);
    return sum + end;
}

/* Every second one, and down. */
ADGEN_GRAD(a)
double down_by_two(int n, int steps, double a)
{
    double *u = malloc((size_t)n * (size_t)n * sizeof *u), sum = 0.0;

    for (int i = 0; i < n * n; i++)
        u[i] = a + 1e-5 * i;
    for (int t = steps; t > 0; t -= 2)
        for (int i = 1; i < n; i++)
            for (int j = 1; j < n; j++)
                u[i * n + j] += 0.001 * u[i * n + j - 1] * (u[(i - 1) * n + j] - u[i * n + j] * t);
    for (int i = 0; i < n * n; i++)
        sum += u[i] * u[i];
    free(u);
    return sum;
}

/*
 * check: where no schedule of the runtime is asked for, blocks of steps are written out, however the steps are counted
 * check-gradient: from_one(150, 23, 0.3)
 * check-gradient: from_one(150, 24, 0.3)
 * check-gradient: from_one(150, 25, 0.3)
 * check-gradient: from_one(150, 26, 0.3)
 * check-gradient: from_one(7, 26, 0.3)
 * check-gradient: from_one(7, 1, 0.3)
 * check-gradient: from_one(7, -2, 0.3)
 * check-gradient: between(150, 3, 29, 0.3)
 * check-gradient: between(150, -12, 18, 0.3)
 * check-gradient: between(5, 3, 9, 0.3)
 * check-gradient: between(5, 3, 1, 0.3)
 * check-gradient: down_by_two(150, 49, 0.3)
 * check-gradient: down_by_two(150, 50, 0.3)
 * check-gradient: down_by_two(5, 3, 0.3)
 * check-gradient: down_by_two(5, 0, 0.3)
 * check-count: 3 = adgen_stride(
 * check-has: ((long)t - 1) % stride == 0
 * check-omits: adgen/
 */
