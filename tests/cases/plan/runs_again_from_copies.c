#include <adgen/adgen.h>
#include <math.h>
#include <stdlib.h>

static void pull(int n, const double *m, const double *x, double *f)
{
    for (int i = 0; i < n; i++)
        f[i] = 0.0;
    for (int i = 0; i < n; i++)
        for (int j = i + 1; j < n; j++) {
            double away = x[j] - x[i];
            double square = 0.1 + away * away;
            double force = m[i] * m[j] / (square * sqrt(square));
            f[i] += force * away;
            f[j] -= force * away;
        }
}

/* Pairs that meet in each step: the places are kept, not what follows from each two of them. */
ADGEN_GRAD(m, v0)
double steps(int n, int count, const double *m, const double *x0, const double *v0)
{
    double *x = malloc((size_t)n * sizeof *x), *v = malloc((size_t)n * sizeof *v), *f = malloc((size_t)n * sizeof *f);
    double  sum = 0.0;
    for (int i = 0; i < n; i++) {
        x[i] = x0[i];
        v[i] = v0[i];
    }
    for (int t = 0; t < count; t++) {
        pull(n, m, x, f);
        for (int i = 0; i < n; i++) {
            v[i] += 0.1 * f[i];
            x[i] += 0.1 * v[i];
        }
    }
    for (int i = 0; i < n; i++)
        sum += x[i] * x[i] * v[i];
    free(x);
    free(v);
    free(f);
    return sum;
}

/* The same until something happens: each copy is a block of its own. */
ADGEN_GRAD(m)
double until(int n, double end, const double *m, const double *x0)
{
    size_t  bytes = (size_t)n * sizeof(double);
    double *x = malloc(bytes), *f = malloc(bytes), time = 0.0, sum = 0.0;
    for (int i = 0; i < n; i++)
        x[i] = x0[i];
    while (time < end) {
        pull(n, m, x, f);
        for (int i = 0; i < n; i++)
            x[i] += 0.1 * f[i] * (1.0 + x[i]);
        time += 0.2 + f[0] * f[0] * 0.01;
    }
    for (int i = 0; i < n; i++)
        sum += x[i] * x[i];
    free(x);
    free(f);
    return sum;
}

/* A matrix of what each two have to do with one another, made again from the row that it is made of. */
ADGEN_GRAD(x)
double squares(int n, int m, int count, const double *x)
{
    double *u = malloc((size_t)(n * m) * sizeof *u), sum = 0.0;
    for (int i = 0; i < n * m; i++)
        u[i] = x[i];
    for (int t = 0; t < count; t++) {
        double all = 0.0;
        for (int i = 0; i < n; i++)
            for (int j = 0; j < n; j++) {
                double dot = 0.0, length = 0.0;
                for (int k = 0; k < m; k++) {
                    double a = u[i * m + k] * 0.5, b = u[j * m + k];
                    dot += a * b;
                    length += (a - b) * (a - b);
                }
                double part = dot / (1.0 + length);
                all += part * part * (i + 1);
            }
        for (int i = 0; i < n * m; i++)
            u[i] = u[i] * 0.9 + 0.01 * all;
        sum += all;
    }
    free(u);
    return sum;
}

/*
 * check: loops run again from copies of what is overwritten later, where the copies are far less than what is computed from them
 * check-omits: square_at
 * check-omits: force_at
 * check-omits: length_at
 * check-omits: adgen_push_double(&tape, square)
 * check-has: adgen_push_pointer(&tape, x_kept)
 * check-has: x_kept[j] - x_kept[i]
 * check-count: 2 ADGEN_INDEPENDENT_RAGGED for (int j = i + 1;
 * check-gradient: steps(4, 3, random(4, 0.5, 1), {0.1, 0.7, 1.6, 2.2}, random(4, -1, 1))
 * check-gradient: steps(1, 3, {0.5}, {0.3}, {0.4})
 * check-gradient: steps(0, 3, {0}, {0}, {0})
 * check-gradient: until(4, 1.0, random(4, 0.5, 1), {0.1, 0.7, 1.6, 2.2})
 * check-gradient: until(2, 0.0, random(2, 0.5, 1), {0.1, 0.7})
 * check-gradient: squares(3, 2, 2, random(6, 0.2, 1))
 * check-gradient: squares(1, 0, 2, {0})
 */
