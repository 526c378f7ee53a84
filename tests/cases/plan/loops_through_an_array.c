#include <adgen/adgen.h>
#include <math.h>
#include <stdlib.h>

/* A step by the midpoint, in pools that fill one another: of each flow, the next loop has the element. */
static void flows(int n, const double *rate, const double *pool, double *flow)
{
    flow[0] = rate[0];
    for (int i = 1; i < n; i++)
        flow[i] = rate[i] * pool[i - 1];
}

ADGEN_GRAD(rate)
double midpoint(int n, int steps, double h, const double *rate)
{
    double *flow = malloc((size_t)n * sizeof *flow), *mid = malloc((size_t)n * sizeof *mid);
    double *pool = malloc((size_t)n * sizeof *pool), sum = 0.0;

    for (int i = 0; i < n; i++)
        pool[i] = 0.5;
    for (int step = 0; step < steps; step++) {
        flows(n, rate, pool, flow);
        for (int i = 0; i < n; i++)
            mid[i] = pool[i] + 0.5 * h * flow[i];
        flows(n, rate, mid, flow);
        for (int i = 0; i < n; i++)
            pool[i] += h * sqrt(1.0 + flow[i]);
    }
    for (int i = 0; i < n; i++)
        sum += pool[i] * pool[i];
    free(flow);
    free(mid);
    free(pool);
    return sum;
}

/* A moving pair, there and back: the second loop has one iteration less, or one more, at either end. */
ADGEN_GRAD(x)
double pairs(int n, int steps, const double *x)
{
    double *u = malloc((size_t)n * sizeof *u), *next = malloc((size_t)n * sizeof *next), sum = 0.0;

    for (int i = 0; i < n; i++) {
        u[i] = x[i];
        next[i] = 0.25;
    }
    for (int step = 0; step < steps; step++) {
        for (int i = 0; i + 1 < n; i++)
            next[i] = u[i] * u[i + 1];
        for (int i = 0; i < n; i++)
            u[i] = next[i] + 0.5;
        for (int i = n - 1; i > 0; i--)
            next[i] = u[i] * u[i - 1];
        for (int i = n - 1; i >= 1; i--)
            u[i - 1] = next[i] - 0.25;
    }
    for (int i = 0; i < n; i++)
        sum += u[i] * u[i];
    free(u);
    free(next);
    return sum;
}

/* Arrays of the function's own on the stack, in single precision. */
ADGEN_GRAD(x)
float smoothed(int n, const float *x)
{
    float half[16], mean[16], sum = 0.0f;

    for (int step = 0; step < 3; step++) {
        for (int i = 0; i < n; i++)
            half[i] = step == 0 ? 0.5f * x[i] : 0.25f * (half[i] + x[i]);
        for (int i = 1; i < n; i++)
            mean[i] = half[i] * half[i - 1];
        for (int i = 1; i < n; i++)
            half[i] = mean[i] * x[i];
    }
    for (int i = 0; i < n; i++)
        sum += half[i] * half[i];
    return sum;
}

/*
 * check: a loop that fills an array and the one that empties it are one, the other way round where that has to be
 * check-gradient: midpoint(5, 3, 0.1, random(5, 0.5, 1))
 * check-gradient: midpoint(1, 2, 0.1, random(1, 0.5, 1))
 * check-gradient: midpoint(2, 2, 0.1, random(2, 0.5, 1))
 * check-gradient: pairs(6, 2, random(6, 0.5, 1))
 * check-gradient: pairs(1, 2, random(1, 0.5, 1))
 * check-gradient: pairs(2, 3, random(2, 0.5, 1))
 * check-gradient: smoothed(8, random(8, 0.5, 1))
 * check-gradient: smoothed(1, random(1, 0.5, 1))
 * check-count: 1 mid[i] = pool[i] + 0.5 * h * (rate[i] * pool[i - 1]);
 * check-count: 1 mid[i] = pool_kept[i] + 0.5 * h * (rate[i] * pool_kept[i - 1]);
 * check-has: u[i] = u[i] * u[i + 1] + 0.5;
 * check-has: u[n - 1] = next[n - 1] + 0.5;
 * check-omits: mean[
 * check-has: half[i] = mean_i * x[i];
 */
