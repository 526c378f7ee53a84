/*
 * What a Hessian-vector product costs, the gradient with it: both times as multiples of the function's own, and one as
 * a multiple of the other.
 */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "work.h"
#include "work_grad.h"

enum { ROUNDS = 25, VARIANTS = 3, MOST = 2000, DATA = 40000 };

enum { VALUE, GRADIENT, PRODUCT };

static const double least = 1e-3;       /* seconds that a measurement takes at least */

static double at[MOST], direction[MOST], gradient[MOST], product[MOST], data[DATA], labels[MOST];

static volatile double sink;            /* what is calculated is wanted */

/* Each calls one of the three, with sizes of its own. */
static double run_valley(int variant, const double *x)
{
    enum { N = 1000 };

    return variant == VALUE ? valley(N, x) : variant == GRADIENT ? valley_grad(N, x, gradient)
           : valley_hvp(N, x, direction, gradient, product);
}

static double run_logistic(int variant, const double *w)
{
    enum { N = 1000, D = 32 };

    return variant == VALUE ? logistic(N, D, w, data, labels)
           : variant == GRADIENT ? logistic_grad(N, D, w, data, labels, gradient)
           : logistic_hvp(N, D, w, data, labels, direction, gradient, product);
}

static double run_burgers(int variant, const double *u0)
{
    enum { TIMES = 300 };

    return variant == VALUE ? burgers(TIMES, u0, data) : variant == GRADIENT ? burgers_grad(TIMES, u0, data, gradient)
           : burgers_hvp(TIMES, u0, data, direction, gradient, product);
}

static double run_mixture(int variant, const double *p)
{
    enum { N = 500 };

    return variant == VALUE ? mixture(N, p, data) : variant == GRADIENT ? mixture_grad(N, p, data, gradient)
           : mixture_hvp(N, p, data, direction, gradient, product);
}

static double run_memory(int variant, const double *w)
{
    enum { N = 100 };

    return variant == VALUE ? memory(N, w, data) : variant == GRADIENT ? memory_grad(N, w, data, gradient)
           : memory_hvp(N, w, data, direction, gradient, product);
}

typedef struct Work {
    const char *name;
    int         count;                  /* of parameters */
    double (*run)(int variant, const double *parameters);
} Work;

static const Work works[] = {
    {"Rosenbrock, 1000 variables", 1000, run_valley},
    {"logistic, 1000 x 32", 32, run_logistic},
    {"Burgers, 256 cells, 300 steps", CELLS, run_burgers},
    {"mixture of 8 in 4 dimensions, 500", KINDS * (1 + 2 * DIMENSIONS), run_mixture},
    {"LSTM of 16 units, 100 steps", GATES * UNITS * (UNITS + 2) + UNITS, run_memory},
};

static double drawn(double scale)
{
    static unsigned long long state = 1;

    state = state * 6364136223846793005ULL + 1442695040888963407ULL;
    return scale * ((double)(state >> 33) / (1LL << 30) - 1.0);
}

static double now(void)
{
    struct timespec t;

    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

static double time_of(const Work *work, int variant, int calls)
{
    double start = now();

    for (int i = 0; i < calls; i++)
        sink += work->run(variant, at);
    return (now() - start) / calls;
}

static int by_size(const void *p, const void *q)
{
    double u = *(const double *)p, v = *(const double *)q;

    return (u > v) - (u < v);
}

/* The medians of rounds in which the three take turns. */
static void measure(const Work *work, double median[VARIANTS])
{
    static double times[VARIANTS][ROUNDS];
    int           calls[VARIANTS];

    for (int v = 0; v < VARIANTS; v++)
        calls[v] = 1 + (int)(least / time_of(work, v, 3));
    for (int r = 0; r < ROUNDS; r++)
        for (int v = 0; v < VARIANTS; v++)
            times[v][r] = time_of(work, v, calls[v]);
    for (int v = 0; v < VARIANTS; v++) {
        qsort(times[v], ROUNDS, sizeof(double), by_size);
        median[v] = times[v][ROUNDS / 2];
    }
}

/* The gradient a little further along the direction, to `to`. */
static void gradient_beside(const Work *work, double step, double *to)
{
    static double moved[MOST];

    for (int i = 0; i < work->count; i++)
        moved[i] = at[i] + step * direction[i];
    memset(gradient, 0, sizeof gradient);
    work->run(GRADIENT, moved);
    memcpy(to, gradient, sizeof gradient);
}

/* The product from differences of the gradient, relative to its largest element; no number if the gradients differ. */
static double difference(const Work *work)
{
    static double before[MOST], after[MOST], here[MOST];
    double        step = 1e-5, most = 0.0, off = 0.0;

    gradient_beside(work, -step, before);
    gradient_beside(work, step, after);
    gradient_beside(work, 0.0, here);
    memset(gradient, 0, sizeof gradient);
    memset(product, 0, sizeof product);
    work->run(PRODUCT, at);
    for (int i = 0; i < work->count; i++) {
        most = fmax(most, fabs(product[i]));
        off = fmax(off, fabs(product[i] - (after[i] - before[i]) / (2.0 * step)));
        if (fabs(gradient[i] - here[i]) > 1e-12 * (1.0 + fabs(here[i])))
            return NAN;
    }
    return off / most;
}

static int bench(const Work *work)
{
    double median[VARIANTS], off;

    for (int i = 0; i < work->count; i++) {
        at[i] = drawn(0.5);
        direction[i] = drawn(1.0);
    }
    off = difference(work);
    measure(work, median);
    printf("%-34s %12.4f %10.2f %10.2f %12.2f %12.1e\n", work->name, 1e3 * median[VALUE],
           median[GRADIENT] / median[VALUE], median[PRODUCT] / median[VALUE], median[PRODUCT] / median[GRADIENT], off);
    return off < 1e-7;
}

int main(void)
{
    int good = 1;

    for (int i = 0; i < DATA; i++)
        data[i] = drawn(1.0);
    for (int i = 0; i < MOST; i++)
        labels[i] = drawn(1.0) < 0.0 ? -1.0 : 1.0;
    printf("%-34s %12s %10s %10s %12s %12s\n", "function", "function ms", "gradient", "product", "prod./grad.",
           "difference");
    for (size_t i = 0; i < sizeof works / sizeof *works; i++)
        good &= bench(&works[i]);
    return good ? EXIT_SUCCESS : EXIT_FAILURE;
}
