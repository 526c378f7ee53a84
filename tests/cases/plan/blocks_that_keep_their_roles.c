#include <adgen/adgen.h>
#include <math.h>
#include <stdlib.h>

/* The last element is not filled anew, and read. */
ADGEN_GRAD(x)
double filled_in_part(int n, const double *x)
{
    double *a = malloc((size_t)n * sizeof *a), sum = 0.0;

    for (int i = 0; i < n; i++)
        a[i] = x[i] * x[i];
    for (int i = 0; i < n - 1; i++)
        a[i] = a[i] * a[i + 1];
    for (int i = 0; i < n; i++)
        sum += sin(a[i]);
    free(a);
    return sum;
}

/* What a step leaves is read by the next one, and behind the last. */
ADGEN_GRAD(x)
double handed_on(int n, int steps, const double *x)
{
    double *b = malloc((size_t)n * sizeof *b), sum = 0.0;

    for (int i = 0; i < n; i++)
        b[i] = x[i];
    for (int step = 0; step < steps; step++) {
        double d[8];

        for (int i = 0; i < n; i++)
            d[i] = b[i] * b[i];
        for (int i = 0; i < n; i++)
            b[i] = d[i] * x[i] + 0.5;
    }
    for (int i = 0; i < n; i++)
        sum += b[i] * b[i];
    free(b);
    return sum;
}

/* Elements get what the one before has just got. */
ADGEN_GRAD(x)
double in_a_row(int n, const double *x)
{
    double *e = malloc((size_t)n * sizeof *e), sum = 0.0;

    for (int i = 0; i < n; i++)
        e[i] = x[i];
    for (int i = 1; i < n; i++)
        e[i] = e[i] * e[i - 1];
    for (int i = 1; i < n; i++)
        sum += sin(e[i]);
    free(e);
    return sum;
}

/* It is filled anew, or not. */
ADGEN_GRAD(x)
double at_times(int n, double limit, const double *x)
{
    double *g = malloc((size_t)n * sizeof *g), sum = 0.0;

    for (int i = 0; i < n; i++)
        g[i] = x[i] * x[i];
    for (int i = 0; i < n; i++)
        sum += g[i] * x[i];
    if (sum > limit)
        for (int i = 0; i < n; i++)
            g[i] = sin(g[i]);
    for (int i = 0; i < n; i++)
        sum += g[i] * g[i];
    free(g);
    return sum;
}

/* Two pointers change places in between, and a loop may be left. */
ADGEN_GRAD(x)
double swapped(int n, int steps, const double *x)
{
    double *p = malloc((size_t)n * sizeof *p), *q = malloc((size_t)n * sizeof *q), *swap, sum = 0.0;

    for (int i = 0; i < n; i++)
        p[i] = q[i] = x[i];
    for (int step = 0; step < steps; step++) {
        for (int i = 0; i < n; i++)
            q[i] = p[i] * p[n - 1 - i];
        for (int i = 0; i < n; i++)
            p[i] = q[i] * x[i];
        if (p[0] > 100.0)
            break;
        swap = p;
        p = q;
        q = swap;
    }
    for (int i = 0; i < n; i++)
        sum += p[i] * q[i];
    free(p);
    free(q);
    return sum;
}

/* A step begins with what is left of the one before. */
ADGEN_GRAD(x)
double left_over(int n, int steps, const double *x)
{
    double *mid = malloc((size_t)n * sizeof *mid), *y = malloc((size_t)n * sizeof *y), sum = 0.0;

    for (int i = 0; i < n; i++)
        y[i] = mid[i] = x[i];
    for (int step = 0; step < steps; step++) {
        for (int i = 1; i < n; i++)
            mid[i] = y[i] + 0.125 * mid[0] * y[i - 1];
        for (int i = 0; i < n; i++)
            y[i] += 0.25 * mid[i] * mid[i];
        for (int i = 0; i < n; i++)
            mid[i] = 0.5 * y[i];
    }
    for (int i = 0; i < n; i++)
        sum += y[i] * mid[i];
    free(mid);
    free(y);
    return sum;
}

/*
 * check: blocks stay what they are where what they held, or got, is read in another order
 * check-gradient: filled_in_part(0, random(1, 0.5, 1))
 * check-gradient: filled_in_part(1, random(1, 0.5, 1))
 * check-gradient: filled_in_part(6, random(6, 0.5, 1))
 * check-gradient: handed_on(5, 3, random(5, 0.5, 1))
 * check-gradient: handed_on(5, 0, random(5, 0.5, 1))
 * check-gradient: in_a_row(1, random(1, 0.5, 1))
 * check-gradient: in_a_row(6, random(6, 0.5, 1))
 * check-gradient: at_times(4, 0.5, random(4, 0.5, 1))
 * check-gradient: at_times(4, 50.0, random(4, 0.5, 1))
 * check-gradient: swapped(4, 3, random(4, 0.5, 1))
 * check-gradient: swapped(4, 0, random(4, 0.5, 1))
 * check-gradient: left_over(5, 3, random(5, 0.5, 1))
 * check-has: a_i_at[i] = a_i;
 * check-has: a_value_at[i] = a_value;
 * check-has: e_i_at[i] = e_i;
 * check-has: g_i_at[i] = g_i;
 * check-has: mid_i_at[(long)step * n + i] = mid_i;
 */
