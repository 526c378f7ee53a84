#include <adgen/adgen.h>
#include <stdlib.h>

static void ring(int n, double c, const double *y, double *f)
{
    for (int i = 0; i < n; i++) {
        int l = i ? i - 1 : n - 1, r = i < n - 1 ? i + 1 : 0;
        f[i] = c * (y[l] - 2.0 * y[i] + y[r]) - y[i] * (y[r] - y[l]);
    }
}

/* Neighbours on a ring: what is read begins anew at the other end, and is a copy of the whole array. */
ADGEN_GRAD(y0, c)
double around(int n, int steps, double h, double c, const double *y0)
{
    double *y = malloc((size_t)n * sizeof *y), *f = malloc((size_t)n * sizeof *f), *g = malloc((size_t)n * sizeof *g);
    double *mid = malloc((size_t)n * sizeof *mid), sum = 0.0;
    for (int i = 0; i < n; i++)
        y[i] = y0[i];
    for (int t = 0; t < steps; t++) {
        ring(n, c, y, f);
        for (int i = 0; i < n; i++)
            mid[i] = y[i] + h * f[i];
        ring(n, c, mid, g);
        for (int i = 0; i < n; i++)
            mid[i] = y[i] + 0.25 * h * (f[i] + g[i]);
        ring(n, c, mid, f);
        for (int i = 0; i < n; i++)
            y[i] += h / 6.0 * (g[i] + 4.0 * f[i]);
    }
    for (int i = 0; i < n; i++)
        sum += y[i] * y[i];
    free(y);
    free(f);
    free(g);
    free(mid);
    return sum;
}

/* The same of remainders, in the caller's array, of which the copy has every element. */
ADGEN_GRAD(x)
double remainders(int n, int steps, ADGEN_SIZE(n) double *x)
{
    double sum = 0.0;
    for (int t = 0; t < steps; t++) {
        for (int i = 0; i < n; i++)
            sum += x[(i + 1) % n] * x[(i + n - 1) % n] * x[i];
        for (int i = 0; i < n; i++)
            x[i] = 0.5 * x[i] + 0.1;
    }
    return sum;
}

/* What a table says: all is copied, as that is less than what is computed from each two. */
ADGEN_GRAD(x)
double chosen(int n, int count, const int *which, const double *x)
{
    double *u = malloc((size_t)(2 * n) * sizeof *u), sum = 0.0;
    for (int i = 0; i < n; i++)
        u[i] = x[i];
    for (int t = 0; t < count; t++) {
        for (int i = 0; i < n; i++)
            for (int j = 0; j < n; j++) {
                double away = u[which[i]] - u[which[j]], square = 0.1 + away * away, part = away / square, more = part / square;
                sum += part * more * square * (j + 1);
            }
        for (int i = 0; i < n; i++)
            u[i] = u[i] * 0.9 + 0.1 * sum;
    }
    free(u);
    return sum;
}

/* Nobody knows how long this one is: what is read is kept. */
ADGEN_GRAD(x)
double unknown(int n, int steps, double *x)
{
    double sum = 0.0;
    for (int t = 0; t < steps; t++) {
        for (int i = 0; i < n; i++)
            sum += x[(i + 1) % n] * x[(i + n - 1) % n];
        for (int i = 0; i < n; i++)
            x[i] = 0.5 * x[i] + 0.1;
    }
    return sum;
}

/*
 * check: of arrays that are read at indices that jump about, all elements are copied at once where it is known how many there are
 * check-gradient: around(6, 4, 0.05, random(0.1, 0.5), random(6, 0.5, 1.5))
 * check-gradient: around(1, 2, 0.05, random(0.1, 0.5), random(1, 0.5, 1.5))
 * check-gradient: remainders(5, 3, random(5, 0.2, 0.8))
 * check-gradient: remainders(5, 0, random(5, 0.2, 0.8))
 * check-gradient: chosen(3, 2, {2, 0, 1}, random(3, 0.1, 1))
 * check-gradient: chosen(0, 2, {2, 0, 1}, random(3, 0.1, 1))
 * check-gradient: unknown(4, 3, random(4, 0.2, 0.8))
 * check-gradient: unknown(4, 1, random(6, 0.2, 0.8))
 * check-has: Allocates an array of steps * n doubles and 3 arrays of n doubles to keep values in.
 * check-has: u_kept[which[i]]
 * check-has: x_kept[(i + 1) % n]
 * check-has: x_value_at
 */
