#include <adgen/adgen.h>
#include <math.h>
#include <stdlib.h>

/* Stages of a step, each from the one before: three versions of `mid`, two of which stand beside it. */
ADGEN_GRAD(rate)
double stages(int n, int steps, const double *rate)
{
    double *flow = malloc((size_t)n * sizeof *flow), *mid = malloc((size_t)n * sizeof *mid), *y = malloc((size_t)n * sizeof *y), sum = 0.0;

    for (int i = 0; i < n; i++)
        y[i] = 0.5 * rate[i];
    for (int step = 0; step < steps; step++) {
        for (int i = 0; i < n; i++)
            mid[i] = y[i] + 0.125 * rate[i];
        for (int i = 0; i < n; i++)
            flow[i] = rate[i];
        for (int i = 1; i < n; i++)
            flow[i] = rate[i] * mid[i - 1];
        for (int i = 0; i < n; i++)
            mid[i] = y[i] + 0.25 * flow[i];
        for (int i = 0; i < n; i++)
            flow[i] = rate[i] * mid[i];
        for (int i = 0; i < n; i++)
            mid[i] = y[i] + 0.5 * flow[i];
        for (int i = 0; i < n; i++)
            y[i] += 0.0625 * mid[i] * rate[i];
    }
    for (int i = 0; i < n; i++)
        sum += y[i] * y[i];
    free(flow);
    free(mid);
    free(y);
    return sum;
}

/* What is kept of three neighbours is all there, where the one block is. */
ADGEN_GRAD(c, x)
double neighbours(int n, int steps, double c, const double *x)
{
    double *rise = malloc((size_t)n * sizeof *rise), *half = malloc((size_t)n * sizeof *half), *u = malloc((size_t)n * sizeof *u), sum = 0.0;

    for (int i = 0; i < n; i++)
        u[i] = x[i];
    for (int step = 0; step < steps; step++) {
        for (int i = 0; i < n; i++)
            half[i] = u[i] + 0.125 * c * u[i];
        for (int i = 0; i < n; i++)
            rise[i] = 0.0;
        for (int i = 1; i < n - 1; i++)
            rise[i] = c * half[i] * (half[i - 1] - half[i + 1]) + half[i - 1] * half[i + 1];
        for (int i = 0; i < n; i++)
            half[i] = u[i] + 0.25 * rise[i];
        for (int i = 0; i < n; i++)
            u[i] += 0.375 * half[i] * half[i];
    }
    for (int i = 0; i < n; i++)
        sum += u[i] * u[i];
    free(rise);
    free(half);
    free(u);
    return sum;
}

/* The other way round, too, in arrays. */
ADGEN_GRAD(x)
double mirrored(int steps, const double *x)
{
    double p[9], q[9], z[9], sum = 0.0;

    for (int i = 0; i < 9; i++)
        z[i] = x[i];
    for (int step = 0; step < steps; step++) {
        for (int i = 0; i < 9; i++)
            p[i] = 0.5 * z[i] * z[i];
        for (int i = 0; i < 9; i++)
            q[i] = p[i] * p[8 - i];
        for (int i = 0; i < 9; i++)
            p[i] = z[i] + 0.25 * q[i];
        for (int i = 0; i < 9; i++)
            z[i] += 0.125 * p[i] * p[8 - i];
    }
    for (int i = 0; i < 9; i++)
        sum += z[i] * z[i];
    return sum;
}

/* Elements that get their next values by themselves, and from the ones behind them. */
ADGEN_GRAD(x)
double updated(int n, const double *x)
{
    double *a = malloc((size_t)n * sizeof *a), sum = 0.0;

    for (int i = 0; i < n; i++)
        a[i] = x[i] * x[i];
    for (int i = 0; i < n; i++)
        a[i] = a[i] * a[i] * x[i];
    for (int i = 0; i < n - 1; i++)
        a[i] = a[i] * a[i + 1];
    for (int i = 0; i < n - 1; i++)
        sum += sin(a[i]);
    free(a);
    return sum;
}

/*
 * check: new values go where old ones would have been kept, and the old ones stay where they are
 * check-gradient: stages(0, 2, random(1, 0.5, 1))
 * check-gradient: stages(1, 2, random(1, 0.5, 1))
 * check-gradient: stages(2, 3, random(2, 0.5, 1))
 * check-gradient: stages(10, 3, random(10, 0.5, 1))
 * check-gradient: neighbours(0, 2, 0.5, random(1, 0.5, 1))
 * check-gradient: neighbours(1, 2, 0.5, random(1, 0.5, 1))
 * check-gradient: neighbours(2, 2, 0.5, random(2, 0.5, 1))
 * check-gradient: neighbours(3, 2, 0.5, random(3, 0.5, 1))
 * check-gradient: neighbours(10, 2, 0.5, random(10, 0.5, 1))
 * check-gradient: mirrored(2, random(9, 0.5, 1))
 * check-gradient: mirrored(0, random(9, 0.5, 1))
 * check-gradient: updated(0, random(1, 0.5, 1))
 * check-gradient: updated(1, random(1, 0.5, 1))
 * check-gradient: updated(2, random(2, 0.5, 1))
 * check-gradient: updated(10, random(10, 0.5, 1))
 * check-has: mid_2[i] = y_kept[i] + 0.25 * (rate[i] * mid[i - 1]);
 * check-has: mid_3[i] = y_kept[i] + 0.5 * (rate[i] * mid_2[i]);
 * check-has: Reads half where it stays, in 2 arrays less.
 * check-has: p_2[i] = z_kept[i] + 0.25 * (p[i] * p[8 - i]);
 * check-has: a_2[i] = a_i * a_i * x[i];
 * check-has: a_3[i] = a_2[i] * a_2[i + 1];
 * check-omits: _at[i] = mid
 * check-omits: _at[i] = half
 * check-omits: _at[i] = p
 * check-omits: _at[i] = a
 */
