/*
 * Whole Jacobians by forward mode, by reverse mode and as adgen chooses, of functions of n inputs and m outputs, where
 * n and m are all powers of two up to 256; modes.csv has their times as multiples of the function's own.
 */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "chosen.h"
#include "forward.h"
#include "layer.h"
#include "reverse.h"

enum { ROUNDS = 15, MODES = 3, MOST = 256 };

static const double least = 2e-4;       /* seconds that a measurement takes at least */

typedef struct Shape {
    int n, m;
    void (*function)(const double *, const double *, double *);
    void (*jacobian[MODES])(const double *, const double *, double *, double *);
} Shape;

#define SHAPE(n, m) {n, m, layer_##n##_##m, {forward_##n##_##m, reverse_##n##_##m, chosen_##n##_##m}},
static const Shape shapes[] = {EACH_SHAPE(SHAPE)};

static double a[MOST * MOST], x[MOST], y[MOST], jacobian[MODES][MOST * MOST];

static double now(void)
{
    struct timespec t;

    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

static int by_size(const void *p, const void *q)
{
    double u = *(const double *)p, v = *(const double *)q;

    return (u > v) - (u < v);
}

/* The function itself is mode -1. */
static void run(const Shape *shape, int mode)
{
    if (mode < 0)
        shape->function(a, x, y);
    else
        shape->jacobian[mode](a, x, y, jacobian[mode]);
}

static double time_of(const Shape *shape, int mode, int calls)
{
    double start = now();

    for (int i = 0; i < calls; i++)
        run(shape, mode);
    return (now() - start) / calls;
}

/* All three modes from the formula, relative to the largest entry. */
static double difference(const Shape *shape)
{
    double most = 0.0, off = 0.0;

    for (int i = 0; i < shape->n * shape->m; i++) {
        double entry = (1.0 - y[i / shape->n] * y[i / shape->n]) * a[i];

        most = fmax(most, fabs(entry));
        for (int mode = 0; mode < MODES; mode++)
            off = fmax(off, fabs(jacobian[mode][i] - entry));
    }
    return off / most;
}

/* The medians of rounds in which all take turns; those of the Jacobians in units of the function's. */
static void measure(const Shape *shape, double median[MODES + 1])
{
    static double times[MODES + 1][ROUNDS];
    int           calls[MODES + 1];

    for (int v = 0; v <= MODES; v++)
        calls[v] = 1 + (int)(least / time_of(shape, v - 1, 10));
    for (int r = 0; r < ROUNDS; r++)
        for (int v = 0; v <= MODES; v++)
            times[v][r] = time_of(shape, v - 1, calls[v]);
    for (int v = 0; v <= MODES; v++) {
        qsort(times[v], ROUNDS, sizeof(double), by_size);
        median[v] = times[v][ROUNDS / 2] / (v ? median[0] : 1.0);
    }
}

/* Whether all three are right; writes a line of numbers, and sees how far the choice is from the better one. */
static int bench(const Shape *shape, FILE *csv, double *worst)
{
    double median[MODES + 1], off;

    for (int i = 0; i < shape->n * shape->m; i++)
        a[i] = sin(1.0 + 3.7 * i) / shape->n;
    for (int mode = 0; mode < MODES; mode++)
        run(shape, mode);
    off = difference(shape);
    measure(shape, median);
    *worst = fmax(*worst, median[3] / fmin(median[1], median[2]));
    fprintf(csv, "%d,%d,%.1f,%.2f,%.2f,%.2f\n", shape->n, shape->m, 1e9 * median[0], median[1], median[2], median[3]);
    if (shape->n == shape->m || shape->n == 1 || shape->m == 1)
        printf("%4d %4d %12.1f %10.2f %10.2f %10.2f %12.1e\n", shape->n, shape->m, 1e9 * median[0], median[1],
               median[2], median[3], off);
    fflush(stdout);
    return off <= 1e-12;
}

int main(void)
{
    FILE  *csv = fopen("modes.csv", "w");
    double worst = 0.0;
    int    good = 1;

    if (!csv)
        return EXIT_FAILURE;
    for (int j = 0; j < MOST; j++)
        x[j] = cos(1.0 + 2.3 * j);
    printf("%4s %4s %12s %10s %10s %10s %12s\n", "n", "m", "function ns", "forward", "reverse", "chosen", "difference");
    fprintf(csv, "n,m,function_ns,forward,reverse,chosen\n");
    for (size_t s = 0; s < sizeof shapes / sizeof *shapes; s++)
        good &= bench(&shapes[s], csv, &worst);
    fclose(csv);
    printf("what adgen chooses takes at most %.2f times as long as the faster of the two\n", worst);
    return good ? EXIT_SUCCESS : EXIT_FAILURE;
}
