#include <adgen/adgen.h>
#include <math.h>
#include <stdlib.h>

/* What is copied is read again afterwards; its adjoint is not zero when the copy's comes to it. */
ADGEN_GRAD(u0)
double read_again(int n, int steps, const double *u0)
{
    double *u = malloc(sizeof *u * (size_t)n), *next = malloc(sizeof *next * (size_t)n), sum = 0.0;
    for (int i = 0; i < n; i++)
        u[i] = u0[i];
    while (steps-- > 0) {
        for (int i = n - 1; i >= 0; i--)
            next[i] = sin(u[i]) + 0.1 * u[n - 1 - i];
        for (int i = n - 1; i >= 0; i--)
            u[i] = next[i];
    }
    for (int i = 0; i < n; i++)
        sum += u[i] * next[i];
    free(u);
    free(next);
    return sum;
}

/* The rows are not of one length: what is behind the end of the shorter one stays where it is. */
ADGEN_GRAD(u0)
double longer(int n, int steps, const double *u0)
{
    double *u = malloc(sizeof *u * (size_t)(n + 1)), *next = malloc(sizeof *next * (size_t)n), sum = 0.0;
    for (int i = 0; i <= n; i++)
        u[i] = u0[i];
    for (int t = 0; t < steps; t++) {
        for (int i = 0; i < n; i++)
            next[i] = u[i + 1] * u[i];
        for (int i = 0; i < n; i++)
            u[i] = next[i];
    }
    for (int i = 0; i <= n; i++)
        sum += u[i];
    free(u);
    free(next);
    return sum;
}

/* A part is copied back: the first element is never written. */
ADGEN_GRAD(u0)
double in_part(int n, int steps, const double *u0)
{
    double *u = malloc(sizeof *u * (size_t)n), *next = malloc(sizeof *next * (size_t)n), sum = 0.0;
    for (int i = 0; i < n; i++)
        u[i] = u0[i];
    for (int t = 0; t < steps; t++) {
        for (int i = 1; i < n; i++)
            next[i] = u[i] * u[i - 1];
        for (int i = 1; i < n; i++)
            u[i] = next[i];
    }
    for (int i = 0; i < n; i++)
        sum += u[i];
    free(u);
    free(next);
    return sum;
}

/* A second pointer may lead to the row that is copied into. */
ADGEN_GRAD(u0)
double second_pointer(int n, int steps, int is_same, const double *u0)
{
    double *u = malloc(sizeof *u * (size_t)n), *next = malloc(sizeof *next * (size_t)n), sum = 0.0;
    const double *same;
    for (int i = 0; i < n; i++)
        u[i] = u0[i];
    same = is_same ? u : u0;
    for (int t = 0; t < steps; t++) {
        for (int i = 0; i < n; i++)
            next[i] = cos(same[i]) * u[n - 1 - i];
        for (int i = 0; i < n; i++)
            u[i] = next[i];
    }
    for (int i = 0; i < n; i++)
        sum += same[i] * u[0];
    free(u);
    free(next);
    return sum;
}

/* Which of two rows gets the sum is known only when it runs; the other one keeps its adjoint. */
ADGEN_GRAD(x)
double either(int n, const double *x, const int *which)
{
    double *a = malloc(sizeof *a * (size_t)n), *b = malloc(sizeof *b * (size_t)n), sum = 0.0;
    for (int i = 0; i < n; i++)
        a[i] = b[i] = x[i];
    for (int i = 0; i < n; i++) {
        double *to = which[i] ? a : b, *other = which[i] ? b : a;
        to[i] = to[i] * other[n - 1 - i];
        if (which[i]) {
            double *swap = a;
            a = b;
            b = swap;
        }
    }
    for (int i = 0; i < n; i++)
        sum += a[i] * sin(b[i]);
    free(a);
    free(b);
    return sum;
}

/* A loop that is left early: the rows behind are as they were. */
ADGEN_GRAD(x)
double left_early(int n, const double *x)
{
    double *y = malloc(sizeof *y * (size_t)n), *z = malloc(sizeof *z * (size_t)n), sum = 0.0;
    for (int i = 0; i < n; i++) {
        y[i] = x[i] * x[i];
        z[i] = 0.5 * x[i];
    }
    for (int i = 0; i < n; i++) {
        if (x[i] > 2.0)
            break;
        z[i] = y[i];
    }
    for (int i = 0; i < n; i++)
        sum += z[i] * z[i] + y[i];
    free(y);
    free(z);
    return sum;
}

/* Elements that are added to in two iterations. */
ADGEN_GRAD(x)
double folded(int n, const double *x)
{
    double *y = malloc(sizeof *y * (size_t)n), sum = 0.0;
    for (int i = 0; i < n; i++)
        y[i] = x[i] * x[i];
    for (int i = 0; i < n; i++)
        sum += y[i / 2] * y[n - 1 - i];
    free(y);
    return sum;
}

/*
 * check: sums and copies that stay, since there is something there, or since somebody reads it
 * check-gradient: read_again(5, 3, random(5, -1, 1))
 * check-gradient: read_again(1, 2, random(1, -1, 1))
 * check-gradient: longer(4, 3, random(5, -1, 1))
 * check-gradient: longer(1, 1, random(2, -1, 1))
 * check-gradient: in_part(4, 3, random(4, -1, 1))
 * check-gradient: in_part(1, 2, random(1, -1, 1))
 * check-gradient: second_pointer(4, 3, 1, random(4, -1, 1))
 * check-gradient: second_pointer(4, 3, 0, random(4, -1, 1))
 * check-gradient: either(4, random(4, -1, 1), {0, 1, 1, 0})
 * check-gradient: left_early(5, {0.5, 1.5, 2.5, 0.3, -1.0})
 * check-gradient: left_early(3, {0.5, 1.5, -0.5})
 * check-gradient: folded(5, random(5, -1, 1))
 * check-has: next_adj[i] += u_adj[i];
 * check-has: u_adj[n] +=
 * check-has: y_adj[n - 1 - i] +=
 * check-count: 2 u[i] = next[i];
 * check-has: z_adj[i] = 0.0;
 */
