#include <adgen/adgen.h>
#include <stdlib.h>

/* Two planes that are swapped: their borders stay what they are. */
ADGEN_GRAD(u0, rate)
double swapped(int n, int steps, const double *u0, const double *rate)
{
    double *u = malloc((size_t)n * (size_t)n * sizeof *u), *v = malloc((size_t)n * (size_t)n * sizeof *v);
    double  sum = 0.0;

    for (int i = 0; i < n * n; i++) {
        u[i] = u0[i];
        v[i] = 0.5 * u0[i];
    }
    for (int t = 0; t < steps; t++) {
        double *w = u;

        for (int i = 1; i < n - 1; i++)
            for (int j = 1; j < n - 1; j++) {
                int at = i * n + j;

                v[at] = u[at] + rate[at] * (u[at - n] * u[at + n] + u[at - 1] * u[at + 1] - 2.0 * u[at] * u[at]);
            }
        u = v;
        v = w;
    }
    for (int i = 0; i < n * n; i++)
        sum += u[i] * u[i];
    free(u);
    free(v);
    return sum;
}

/* One plane, into which each step is copied back. */
ADGEN_GRAD(u)
void copied(int n, int m, int steps, double dt, double *restrict u, double *restrict next)
{
    for (int t = 0; t < steps; t++) {
        for (int i = 1; i < n - 1; i++)
            for (int j = 1; j < m - 1; j++)
                next[i * m + j] = u[i * m + j] + dt * u[i * m + j] * (u[(i + 1) * m + j] + u[i * m + j + 1] - 2.0 * u[i * m + j]);
        for (int i = 1; i < n - 1; i++)
            for (int j = 1; j < m - 1; j++)
                u[i * m + j] = next[i * m + j];
    }
}

/* The border of one of the planes is another one after the loop: it is kept with the state. */
ADGEN_GRAD(u0)
double changed(int n, int steps, const double *u0)
{
    double *u = malloc((size_t)n * (size_t)n * sizeof *u), *v = malloc((size_t)n * (size_t)n * sizeof *v);
    double  sum = 0.0;

    for (int i = 0; i < n * n; i++)
        u[i] = v[i] = u0[i];
    for (int t = 0; t < steps; t++) {
        double *w = u;

        for (int i = 1; i < n - 1; i++)
            for (int j = 1; j < n - 1; j++)
                v[i * n + j] = u[i * n + j] * u[i * n + j] * u[i * n + j - 1];
        u = v;
        v = w;
    }
    u[0] = 3.0;
    v[n] = 4.0 * u[0];
    for (int i = 0; i < n * n; i++)
        sum += u[i] * u[i] + v[i];
    free(u);
    free(v);
    return sum;
}

/* Which elements a step writes follows from its number. */
ADGEN_GRAD(u0)
double shifted(int n, int steps, const double *u0)
{
    double *u = malloc((size_t)n * (size_t)n * sizeof *u), *v = malloc((size_t)n * (size_t)n * sizeof *v);
    double  sum = 0.0;

    for (int i = 0; i < n * n; i++)
        u[i] = v[i] = u0[i];
    for (int t = 0; t < steps; t++) {
        double *w = u;

        for (int i = 1; i < n - 1; i++)
            for (int j = 1; j < n - 1; j++)
                v[i * n + j + t % 2] = u[i * n + j] * u[i * n + j] * u[i * n + j - 1];
        u = v;
        v = w;
    }
    for (int i = 0; i < n * n; i++)
        sum += u[i] * u[i];
    free(u);
    free(v);
    return sum;
}

/* What a step changes may be what it reads through a pointer to const. */
ADGEN_GRAD(x)
double overlapping(int n, int steps, const double *x, double *y)
{
    double sum = 0.0;

    for (int t = 0; t < steps; t++)
        for (int i = 0; i < n; i++)
            for (int j = 1; j < n; j++)
                y[i * n + j] = y[i * n + j] * x[i * n + j] * y[i * n + j - 1];
    for (int i = 0; i < n; i++)
        sum += y[i];
    return sum;
}

/* Two runs, one after the other, of which the second has half the steps. */
ADGEN_GRAD(x)
double two_runs(int rows, int columns, int steps, double *restrict x)
{
    double sum = 0.0;

    for (int t = 0; t < steps; t++)
        for (int i = 0; i < rows; i++)
            for (int j = 1; j < columns; j++)
                x[i * columns + j] = x[i * columns + j] * x[i * columns + j] + 0.25 * x[i * columns + j - 1];
    for (int t = steps; t > 0; t -= 2)
        for (int i = 0; i < rows; i++)
            for (int j = 1; j < columns; j++)
                x[i * columns + j] -= 0.5 * x[i * columns + j] * x[i * columns + j - 1];
    for (int i = 0; i < rows * columns; i++)
        sum += x[i];
    return sum;
}

/* The same where the states of all steps do not fit into 4 MiB, with few numbers to differentiate by. */
ADGEN_GRAD(rate)
double large_swapped(int n, int steps, double rate)
{
    double *u = malloc((size_t)n * (size_t)n * sizeof *u), *v = malloc((size_t)n * (size_t)n * sizeof *v), sum = 0.0;

    for (int i = 0; i < n * n; i++) {
        u[i] = 1.0 / (1.0 + i % 7);
        v[i] = 0.5 * rate;
    }
    for (int t = 0; t < steps; t++) {
        double *w = u;

        for (int i = 1; i < n - 1; i++)
            for (int j = 1; j < n - 1; j++)
                v[i * n + j] = u[i * n + j] + rate * (u[(i - 1) * n + j] * u[i * n + j - 1] - u[i * n + j] * u[(i + 1) * n + j]);
        u = v;
        v = w;
    }
    for (int i = 0; i < n * n; i++)
        sum += u[i] * u[i];
    free(u);
    free(v);
    return sum / n;
}

ADGEN_GRAD(rate)
double large_copied(int n, int steps, double rate)
{
    double *u = malloc((size_t)n * (size_t)n * sizeof *u), *next = malloc((size_t)n * (size_t)n * sizeof *next), sum = 0.0;

    for (int i = 0; i < n * n; i++)
        u[i] = 1.0 / (1.0 + i % 7);
    for (int t = 0; t < steps; t++) {
        for (int i = 1; i < n - 1; i++)
            for (int j = 1; j < n - 1; j++)
                next[i * n + j] = u[i * n + j] + rate * (u[(i - 1) * n + j] * u[i * n + j - 1] - u[i * n + j] * u[i * n + j]);
        for (int i = 1; i < n - 1; i++)
            for (int j = 1; j < n - 1; j++)
                u[i * n + j] = next[i * n + j];
    }
    for (int i = 0; i < n * n; i++)
        sum += u[i] * u[i];
    free(u);
    free(next);
    return sum / n;
}

/*
 * check: long runs over planes keep states of some steps, and run the others again, where no pragma says so
 * check-gradient: swapped(5, 4, random(25, 0.2, 1.0), random(25, 0.01, 0.1))
 * check-gradient: swapped(5, 1, random(25, 0.2, 1.0), random(25, 0.01, 0.1))
 * check-gradient: swapped(5, 0, random(25, 0.2, 1.0), random(25, 0.01, 0.1))
 * check-gradient: swapped(2, 3, random(4, 0.2, 1.0), random(4, 0.01, 0.1))
 * check-gradient: copied(5, 6, 7, 0.1, random(30, 0.2, 1.0), random(30, 0.2, 1.0))
 * check-gradient: changed(4, 5, random(16, 0.8, 1.0))
 * check-gradient: shifted(4, 5, random(16, 0.8, 1.0))
 * check-gradient: overlapping(3, 4, random(9, 0.8, 1.2), random(9, 0.8, 1.2))
 * check-gradient: overlapping(3, 4, random(9, 0.8, 1.2), y = x)
 * check-gradient: two_runs(3, 4, 5, random(12, 0.2, 0.7))
 * check-gradient: large_swapped(160, 45, 0.1)
 * check-gradient: large_copied(161, 44, 0.1)
 * check-count: 10 = adgen_stride(
 * check-omits: adgen/
 * check-omits: kept[
 */
