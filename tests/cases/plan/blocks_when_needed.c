#include <adgen/adgen.h>
#include <math.h>
#include <stdlib.h>

/* Rows that change places: both are free when the last one has been read, and where that leads to is unknown. */
ADGEN_GRAD(x)
double rows(int n, int steps, const double *x)
{
    double *u = malloc((size_t)n * sizeof *u), *next = malloc((size_t)n * sizeof *next), *swap;
    double loss = 0.0;
    for (int i = 0; i < n; i++)
        u[i] = x[i];
    for (int t = 0; t < steps; t++) {
        for (int i = 0; i < n; i++)
            next[i] = u[i] + 0.1 * u[(i + 1) % n];
        swap = u, u = next, next = swap;
    }
    for (int i = 0; i < n; i++)
        loss += u[i] * u[i];
    free(u);
    free(next);
    return loss;
}

/* Each layer's values are read in the backward pass, and free as soon as its own part of that is over. */
ADGEN_GRAD(x, w)
double layers(int n, const double *x, const double *w)
{
    double *a = malloc((size_t)n * sizeof *a), *b = malloc((size_t)n * sizeof *b), *c = malloc((size_t)n * sizeof *c);
    double sum = 0.0;
    for (int i = 0; i < n; i++)
        a[i] = sin(x[i]) * w[i];
    for (int i = 0; i < n; i++)
        b[i] = a[i] * a[n - 1 - i] * w[i];
    for (int i = 0; i < n; i++)
        c[i] = b[i] * b[n - 1 - i] * a[i];
    for (int i = 0; i < n; i++)
        sum += c[i] * c[n - 1 - i];
    free(a);
    free(b);
    free(c);
    return sum;
}

/* Another pointer leads into the block, and the size that it was allocated with changes. */
ADGEN_GRAD(x)
double others(int n, const double *x)
{
    double *a = malloc((size_t)n * sizeof *a), *last = a + (n - 1);
    double sum = 0.0;
    for (int i = 0; i < n; i++)
        a[i] = x[i] * x[i];
    n = n / 2;
    for (int i = 0; i < n; i++)
        sum += exp(-a[i]);
    sum += *last * sum;
    free(a);
    return sum;
}

/* Only where something is to be done, and twice. */
ADGEN_GRAD(x)
double branches(int n, const double *x)
{
    double *a = NULL;
    double sum = 0.0;
    if (n > 2) {
        a = malloc((size_t)n * sizeof *a);
        for (int i = 0; i < n; i++)
            a[i] = x[i] * x[i];
        for (int i = 0; i < n; i++)
            sum += a[i] * a[n - 1 - i];
    }
    free(a);
    a = malloc(sizeof *a);
    *a = sum * x[0];
    sum = *a * *a;
    free(a);
    return sum;
}

/*
 * check: blocks are allocated when they are needed, and freed when they are not needed any more
 * check-gradient: rows(5, 3, random(5, 0.5, 1))
 * check-gradient: rows(0, 2, NULL)
 * check-gradient: layers(5, random(5, 0.5, 1), random(5, 0.5, 1))
 * check-gradient: others(5, random(5, 0.5, 1))
 * check-gradient: branches(4, random(4, 0.5, 1))
 * check-gradient: branches(1, random(1, 0.5, 1))
 * check-has: u_adj[i] = 2.0 * u[i]; } free(u); free(next);
 * check-has: free(b); free(c_adj);
 * check-has: free(a); free(b_adj);
 */
