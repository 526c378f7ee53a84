#include <adgen/adgen.h>
#include <math.h>
#include <stdlib.h>

/* Each step fills a row and copies it back: the rows change places, and their adjoints are written, not added to. */
ADGEN_GRAD(u0)
double copied_back(int n, int steps, double k, const double *u0)
{
    double *u = malloc((size_t)n * sizeof *u), *next = malloc((size_t)n * sizeof *next), sum = 0.0;
    for (int i = 0; i < n; i++)
        u[i] = u0[i];
    for (int t = 0; t < steps; t++) {
        next[0] = u[0];
        for (int i = 1; i < n - 1; i++)
            next[i] = u[i] + k * (u[i + 1] - 2.0 * u[i] + u[i - 1]);
        next[n - 1] = u[n - 1];
        for (int i = 0; i < n; i++)
            u[i] = next[i];
    }
    for (int i = 0; i < n; i++)
        sum += u[i] * u[i];
    free(u);
    free(next);
    return sum;
}

/* Counted down, with a while loop around, in floats. */
ADGEN_GRAD(u0)
float in_a_while(int n, int steps, const float *u0)
{
    float *u = malloc(sizeof *u * (size_t)n), *next = malloc(sizeof *next * (size_t)n), sum = 0.0f;
    for (int i = 0; i < n; i++)
        u[i] = u0[i];
    while (steps-- > 0) {
        for (int i = n - 1; i >= 0; i--)
            next[i] = u[i] * u[n - 1 - i];
        for (int i = n - 1; i >= 0; i--)
            u[i] = next[i];
    }
    for (int i = 0; i < n; i++)
        sum += u[i];
    free(u);
    free(next);
    return sum;
}

/* Three rows in a ring; the ends of the adjoints' rows are never read. */
ADGEN_GRAD(x)
double ring(int n, int steps, const double *x)
{
    double *a = malloc((size_t)n * sizeof *a), *b = malloc((size_t)n * sizeof *b), *c = malloc((size_t)n * sizeof *c);
    double  sum = 0.0;
    for (int i = 0; i < n; i++) {
        a[i] = x[i];
        b[i] = 0.5 * x[i];
    }
    for (int t = 0; t < steps; t++) {
        double *swap = a;
        c[0] = 0.0;
        c[n - 1] = 0.0;
        for (int i = 1; i < n - 1; i++)
            c[i] = a[i] * b[i] + 0.25 * (b[i + 1] + b[i - 1]);
        a = b;
        b = c;
        c = swap;
    }
    for (int i = 0; i < n; i++)
        sum += a[i] * b[i];
    free(a);
    free(b);
    free(c);
    return sum;
}

/*
 * check: adjoints that are known to be zero are written; whole rows that are copied change places
 * check-gradient: copied_back(6, 3, 0.2, random(6, -1, 1))
 * check-gradient: copied_back(4, 3, 0.2, random(4, -1, 1))
 * check-gradient: copied_back(3, 2, 0.2, random(3, -1, 1))
 * check-gradient: copied_back(2, 2, 0.2, random(2, -1, 1))
 * check-gradient: copied_back(1, 2, 0.2, random(1, -1, 1))
 * check-gradient: copied_back(5, 0, 0.2, random(5, -1, 1))
 * check-gradient: in_a_while(5, 3, random(5, -1, 1))
 * check-gradient: in_a_while(1, 2, random(1, -1, 1))
 * check-gradient: ring(6, 5, random(6, -1, 1))
 * check-gradient: ring(3, 4, random(3, -1, 1))
 * check-gradient: ring(2, 4, random(2, -1, 1))
 * check-gradient: ring(1, 2, random(1, -1, 1))
 * check-has: u_adj[i] = 2.0 * u[i];
 * check-has: u_adj[i] = next_adj[i + 1] * k
 * check-has: next = swap;
 * check-has: u_adj = swap;
 * check-has: u = next;
 * check-has: b_adj[0] +=
 * check-has: a_adj[i] = c_adj[i] *
 * check-omits: c_adj[i] = 0.0
 * check-has: u0_adj[i] += u_adj[i];
 * check-omits: next_adj[i] += u_adj[i]
 * check-omits: u[i] = next[i]
 */
