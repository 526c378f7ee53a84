#include <adgen/adgen.h>
#include <math.h>
#include <stdlib.h>

static void fill(int n, double **a, const double *x)
{
    for (int i = 0; i < n; i++)
        for (int j = 0; j < n; j++)
            a[i][j] = a[i][j] * 0.5 + sin(x[i] * (j + 1));
}

static double mix(int n, double **a)
{
    double sum = 0.0;
    for (int i = 1; i < n; i++)
        for (int j = 0; j < n; j++) {
            a[i][j] = a[i - 1][j] * a[i][n - 1 - j];
            sum += a[i][j] * a[0][j];
        }
    return sum;
}

/* A row that is another one. */
ADGEN_GRAD(x)
double shared(int n, const double *x)
{
    double **shared_rows = malloc(n * sizeof(double *)), sum;
    for (int i = 0; i < n; i++)
        shared_rows[i] = calloc(n, sizeof(double));
    free(shared_rows[1]);
    shared_rows[1] = shared_rows[0];
    fill(n, shared_rows, x);
    sum = mix(n, shared_rows);
    for (int i = 0; i < n; i++)
        if (i != 1)
            free(shared_rows[i]);
    free(shared_rows);
    return sum;
}

/* Rows that change places. */
ADGEN_GRAD(x)
double swapped(int n, const double *x)
{
    double **swapped_rows = malloc(n * sizeof(double *)), *old, sum;
    for (int i = 0; i < n; i++)
        swapped_rows[i] = calloc(n, sizeof(double));
    fill(n, swapped_rows, x);
    for (int i = 0; i + 1 < n; i++)
        if (swapped_rows[i][0] < swapped_rows[i + 1][0]) {
            old = swapped_rows[i];
            swapped_rows[i] = swapped_rows[i + 1];
            swapped_rows[i + 1] = old;
        }
    sum = mix(n, swapped_rows);
    for (int i = 0; i < n; i++)
        free(swapped_rows[i]);
    free(swapped_rows);
    return sum;
}

/* A row that is freed and made again, while a pointer leads to another. */
ADGEN_GRAD(x)
double renewed(int n, const double *x)
{
    double *renewed_rows[8], *last = NULL, sum = 0.0;
    for (int i = 0; i < n; i++)
        renewed_rows[i] = calloc(n, sizeof(double));
    fill(n, renewed_rows, x);
    for (int i = 0; i < n; i++) {
        last = renewed_rows[i];
        renewed_rows[i] = calloc(n, sizeof(double));
        renewed_rows[i][0] = last[0] * last[n - 1];
        sum += renewed_rows[i][0] * last[0];
        free(last);
    }
    for (int i = 0; i < n; i++)
        free(renewed_rows[i]);
    return sum;
}

/* A table that is made again, larger. */
ADGEN_GRAD(x)
double grown(int n, const double *x)
{
    double **grown_rows = malloc(n * sizeof(double *)), sum;
    for (int i = 0; i < n; i++)
        grown_rows[i] = calloc(n + 1, sizeof(double));
    grown_rows = realloc(grown_rows, (n + 1) * sizeof(double *));
    grown_rows[n] = calloc(n + 1, sizeof(double));
    fill(n, grown_rows, x);
    grown_rows[n][0] = grown_rows[0][0];
    sum = mix(n + 1, grown_rows);
    for (int i = 0; i <= n; i++)
        free(grown_rows[i]);
    free(grown_rows);
    return sum;
}

/* A row that outlives the table. */
ADGEN_GRAD(x)
double outlives(int n, const double *x)
{
    double **short_rows = malloc(n * sizeof(double *)), *first, sum = 0.0;
    for (int i = 0; i < n; i++)
        short_rows[i] = calloc(n, sizeof(double));
    fill(n, short_rows, x);
    first = short_rows[0];
    for (int i = 1; i < n; i++) {
        first[0] += short_rows[i][i];
        free(short_rows[i]);
    }
    free(short_rows);
    for (int i = 0; i < n; i++)
        sum += first[i] * first[i];
    free(first);
    return sum;
}

/* Rows of a table that the caller has, which may be one row. */
ADGEN_GRAD(given_rows)
double given(int n, double **given_rows)
{
    return mix(n, given_rows);
}

static double one_row(int n, double *x)
{
    double *rows[3] = {x, x, x};
    return given(n, rows);
}

ADGEN_GRAD(x)
double same_rows(double *x)
{
    return one_row(3, x);
}

/* Rows of several lengths. */
ADGEN_GRAD(x)
double triangle(int n, const double *x)
{
    double **triangle_rows = malloc(n * sizeof(double *)), sum = 0.0;
    for (int i = 0; i < n; i++)
        triangle_rows[i] = malloc((i + 1) * sizeof(double));
    for (int i = 0; i < n; i++)
        for (int j = 0; j <= i; j++)
            triangle_rows[i][j] = j ? triangle_rows[i - 1][j - 1] * x[i] : x[i];
    for (int i = 0; i < n; i++)
        sum += triangle_rows[n - 1][i];
    for (int i = 0; i < n; i++)
        free(triangle_rows[i]);
    free(triangle_rows);
    return sum;
}

/*
 * check: tables whose rows are not blocks of their own, all their life, and of one length
 * check-gradient: shared(4, random(4, -1, 1))
 * check-gradient: swapped(4, random(4, -1, 1))
 * check-gradient: renewed(4, random(4, -1, 1))
 * check-gradient: grown(3, random(3, -1, 1))
 * check-gradient: outlives(4, random(4, -1, 1))
 * check-gradient: same_rows(random(3, -1, 1))
 * check-gradient: triangle(4, random(4, -1, 1))
 * check-has: double **shared_rows
 * check-has: double **swapped_rows
 * check-has: double *renewed_rows[8]
 * check-has: double **grown_rows
 * check-has: double **short_rows
 * check-has: double **given_rows
 * check-has: double **triangle_rows
 */
