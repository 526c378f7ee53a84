#include <adgen/adgen.h>
#include <math.h>
#include <stdlib.h>

static void chain(int n, const double *rate, const double *pool, double *flow)
{
    flow[0] = rate[0];
    for (int i = 1; i < n; i++)
        flow[i] = rate[i] * pool[i - 1];
}

/* Stages of a step: only the state that it begins with is kept, and what lies in `mid` is calculated again. */
ADGEN_GRAD(rate)
double stages(int n, int steps, const double *rate)
{
    double  h = 2.0 / steps, last;
    double *k1 = malloc((size_t)n * sizeof *k1), *k2 = malloc((size_t)n * sizeof *k2), *k3 = malloc((size_t)n * sizeof *k3);
    double *mid = malloc((size_t)n * sizeof *mid), *y = malloc((size_t)n * sizeof *y);
    for (int i = 0; i < n; i++)
        y[i] = 0.1 * i;
    for (int step = 0; step < steps; step++) {
        chain(n, rate, y, k1);
        for (int i = 0; i < n; i++)
            mid[i] = y[i] + 0.5 * h * k1[i];
        chain(n, rate, mid, k2);
        for (int i = 0; i < n; i++)
            mid[i] = y[i] - h * k1[i] + 2.0 * h * k2[i];
        chain(n, rate, mid, k3);
        for (int i = 0; i < n; i++)
            y[i] += h / 6.0 * (k1[i] + 4.0 * k2[i] + k3[i]);
    }
    last = y[n - 1];
    free(k1);
    free(k2);
    free(k3);
    free(mid);
    free(y);
    return last;
}

static void waves(int n, double nu, const double *v, double *f)
{
    f[0] = 0.0;
    for (int j = 1; j < n - 1; j++)
        f[j] = nu * (v[j - 1] - 2.0 * v[j] + v[j + 1]) - v[j] * (v[j + 1] - v[j - 1]);
    f[n - 1] = 0.0;
}

/* Each stage reads its neighbours, and `f` is used twice; runs of steps, for which the arrays of one step are made once. */
ADGEN_GRAD(u0, nu)
double runs(int n, int count, int steps, double h, double nu, const double *u0)
{
    double *u = malloc((size_t)n * sizeof *u), *f = malloc((size_t)n * sizeof *f), *g = malloc((size_t)n * sizeof *g);
    double *v = malloc((size_t)n * sizeof *v), sum = 0.0;
    for (int j = 0; j < n; j++)
        u[j] = u0[j];
    for (int run = 0; run < count; run++)
        for (int t = 0; t < steps; t++) {
            waves(n, nu, u, f);
            for (int j = 0; j < n; j++)
                v[j] = u[j] + h * f[j];
            waves(n, nu, v, g);
            for (int j = 0; j < n; j++)
                v[j] = u[j] + 0.25 * h * (f[j] + g[j]);
            waves(n, nu, v, f);
            for (int j = 0; j < n; j++)
                u[j] += h / 6.0 * (g[j] + 4.0 * f[j]);
        }
    for (int j = 0; j < n; j++)
        sum += u[j] * u[j];
    free(u);
    free(f);
    free(g);
    free(v);
    return sum;
}

/* Arrays of a known size, declared in the step; a state that the caller sees; a branch in a stage. */
ADGEN_VJP(x, a)
void fixed(int steps, double a, double x[9])
{
    for (int t = 0; t < steps; t++) {
        double p[9], q[9], k[9];
        for (int i = 0; i < 9; i++)
            p[i] = a * x[8 - i] * x[i];
        for (int i = 0; i < 9; i++)
            q[i] = p[i] > 0.3 ? p[8 - i] : 0.5 * p[i] * x[8 - i];
        for (int i = 0; i < 9; i++)
            k[i] = q[i] * q[8 - i];
        for (int i = 0; i < 9; i++)
            q[i] = x[i] + 0.1 * k[8 - i];
        for (int i = 0; i < 9; i++)
            k[i] = q[i] * q[8 - i];
        for (int i = 0; i < 9; i++)
            q[i] = x[i] + 0.1 * k[8 - i];
        for (int i = 0; i < 9; i++)
            x[i] += 0.1 * q[i] * q[8 - i];
    }
}

/* What else a step begins with is a number: the time, which goes on behind the stages, and how often there was much. */
ADGEN_GRAD(x0, h)
double timed(int n, int steps, double h, const double *x0)
{
    double *x = malloc((size_t)n * sizeof *x), *k = malloc((size_t)n * sizeof *k), *w = malloc((size_t)n * sizeof *w);
    double  time = 0.1, sum = 0.0;
    int     much = 0;
    for (int i = 0; i < n; i++)
        x[i] = x0[i];
    for (int t = 0; t < steps; t++) {
        for (int i = 0; i < n; i++)
            k[i] = time * x[i] * x[n - 1 - i] + much;
        for (int i = 0; i < n; i++)
            w[i] = x[i] + h * k[n - 1 - i];
        for (int i = 0; i < n; i++)
            k[i] = (time + h) * w[i] * w[n - 1 - i] + 0.5 * much;
        for (int i = 0; i < n; i++)
            w[i] = x[i] + h * k[n - 1 - i];
        for (int i = 0; i < n; i++)
            k[i] = w[i] * w[n - 1 - i];
        if (k[0] > 0.3)
            much++;
        for (int i = 0; i < n; i++)
            x[i] += h * k[i];
        time += h;
    }
    for (int i = 0; i < n; i++)
        sum += x[i] * x[i];
    free(x);
    free(k);
    free(w);
    return sum + time * time;
}

/* What a step is looked at for afterwards does not run again: nothing of it is its own, and the sine is dear. */
ADGEN_GRAD(x0)
double watched(int n, int steps, const double *x0, const double *seen)
{
    double *x = malloc((size_t)n * sizeof *x), *k = malloc((size_t)n * sizeof *k), *w = malloc((size_t)n * sizeof *w);
    double  sum = 0.0;
    for (int i = 0; i < n; i++)
        x[i] = x0[i];
    for (int t = 0; t < steps; t++) {
        for (int i = 0; i < n; i++)
            k[i] = x[i] * x[n - 1 - i];
        for (int i = 0; i < n; i++)
            w[i] = x[i] + 0.1 * k[n - 1 - i] * k[i];
        for (int i = 0; i < n; i++)
            k[i] = w[i] * w[n - 1 - i];
        for (int i = 0; i < n; i++)
            w[i] = x[i] + 0.1 * k[n - 1 - i] * k[i];
        for (int i = 0; i < n; i++)
            x[i] += 0.1 * w[i] * w[n - 1 - i];
        for (int i = 0; i < n; i++)
            sum += (sin(x[i]) - seen[t]) * (x[i] - seen[t]);
    }
    free(x);
    free(k);
    free(w);
    return sum;
}

/*
 * check: what a step does with arrays of its own is done again, from the state that it begins with, of which there is a copy
 * check-gradient: stages(6, 5, random(6, 0.5, 1.5))
 * check-gradient: stages(1, 2, random(1, 0.5, 1.5))
 * check-gradient: runs(8, 2, 3, 0.05, random(0.1, 0.5), random(8, 0.5, 1.5))
 * check-gradient: runs(2, 2, 2, 0.05, random(0.1, 0.5), random(2, 0.5, 1.5))
 * check-gradient: runs(7, 1, 0, 0.05, random(0.1, 0.5), random(7, 0.5, 1.5))
 * check-gradient: fixed(3, random(0.3, 0.5), random(9, 0.5, 1.0))
 * check-gradient: timed(5, 4, random(0.1, 0.2), random(5, 0.3, 0.6))
 * check-gradient: timed(5, 1, random(0.1, 0.2), random(5, 0.3, 0.6))
 * check-gradient: watched(5, 4, random(5, 0.3, 0.6), random(4, 0.1, 0.5))
 * check-gradient: watched(1, 0, random(1, 0.3, 0.6), NULL)
 * check-count: 1 sin(
 * check-has: w_2[i] = x_kept[i] + 0.1 * k_2[n - 1 - i] * k_2[i];
 * check-has: Allocates an array of steps * n doubles, 4 arrays of n doubles, an array of steps doubles and
 * check-has: Allocates an array of steps * n doubles and an array of n doubles to keep values in.
 * check-has: Allocates an array of count * steps * n doubles and 3 arrays of n - 1 doubles to keep
 * check-omits: mid_value_at[(long)step
 * check-has: mid_2[i] = y_kept[i] - h * k1[i] + 2.0 * h * (rate[i] * mid[i - 1]);
 */
