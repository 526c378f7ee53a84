#include <adgen/adgen.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

static double **table_new(int rows, int columns)
{
    double **a = malloc(rows * sizeof *a);
    for (int i = 0; i < rows; i++)
        a[i] = calloc(columns, sizeof *a[i]);
    return a;
}

static void table_free(double **a, int rows)
{
    for (int i = 0; i < rows; i++)
        free(a[i]);
    free(a);
}

/* The factor is read again: rows are parts of one block. */
ADGEN_GRAD(x)
double cholesky(int n, const double *x)
{
    double **a = malloc(n * sizeof(double *)), sum = 0.0;
    int      i, j, k;
    for (i = 0; i < n; i++)
        a[i] = malloc(n * sizeof(double));
    for (i = 0; i < n; i++)
        for (j = 0; j <= i; j++)
            a[i][j] = x[i] * x[j] + (i == j ? 2.0 : 0.0);
    for (j = 0; j < n; j++) {
        double s = a[j][j];
        for (k = 0; k < j; k++)
            s -= a[j][k] * a[j][k];
        a[j][j] = sqrt(s);
        for (i = j + 1; i < n; i++) {
            s = a[i][j];
            for (k = 0; k < j; k++)
                s -= a[i][k] * a[j][k];
            a[i][j] = s / a[j][j];
        }
    }
    for (i = 0; i < n; i++)
        sum += log(a[i][i]);
    for (i = n; i-- > 0;)
        free(a[i]);
    free(a);
    return sum;
}

/* Helpers that make tables and free them, a pointer to a row, rows that are copied; lengths that are computed. */
ADGEN_GRAD(x)
double helpers(int n, const double *x)
{
    double **a, **b, sum = 0.0;
    int      width = n + 1;
    a = table_new(n, width);
    b = table_new(n, n);
    for (int i = 0; i < n; i++) {
        double *row = a[i];
        for (int j = 0; j < n; j++)
            row[j] = sin(x[i] + j);
        memcpy(b[i], row, n * sizeof *row);
    }
    for (int i = 0; i < n; i++)
        for (int j = 0; j < n; j++)
            for (int k = 0; k < n; k++)
                b[i][j] += a[i][k] * a[k][j];
    for (int i = 0; i < n; i++)
        sum += b[i][i] * a[i][width - 1] + b[i][0];
    table_free(a, n);
    table_free(b, n);
    return sum;
}

/* An array of rows, of which the first is made by itself; they are freed behind all that reads them. */
ADGEN_GRAD(x)
double layers(int m, int n, const double *x)
{
    double *p[16], sum = 0.0;
    p[0] = malloc(n * sizeof *p[0]);
    for (int i = 0; i < n; i++)
        p[0][i] = x[i];
    for (int k = 1; k < m; k++) {
        p[k] = malloc(n * sizeof *p[k]);
        double *to = p[k], *from = p[k - 1];
        for (int i = 0; i < n; i++)
            to[i] = sin(from[i]) * from[n - 1 - i];
    }
    for (int i = 0; i < n; i++)
        sum += p[m - 1][i];
    for (int k = 0; k < m; k++)
        free(p[k]);
    return sum;
}

/* A table in each step, and none at all. */
ADGEN_GRAD(x)
double steps(int t, int n, const double *x)
{
    double sum = 0.0;
    for (int s = 0; s < t; s++) {
        double **a = table_new(2, n);
        for (int i = 0; i < n; i++) {
            a[0][i] = x[i] * (s + 1);
            a[1][i] = a[0][i] * a[0][i];
        }
        for (int i = 0; i + 1 < n; i++)
            sum += a[1][i] * a[0][i + 1];
        table_free(a, 2);
    }
    return sum;
}

/*
 * check: one block for the rows of a table, of which nothing is kept
 * check-gradient: cholesky(5, random(5, -1, 1))
 * check-gradient: cholesky(0, zeros(0))
 * check-gradient: helpers(4, random(4, -1, 1))
 * check-gradient: helpers(0, zeros(0))
 * check-gradient: layers(4, 3, random(3, -1, 1))
 * check-gradient: layers(1, 3, random(3, -1, 1))
 * check-gradient: steps(3, 4, random(4, -1, 1))
 * check-has: a[(long)i * n + j]
 * check-has: double *p = malloc(((long)m > 1
 * check-omits: **a
 */
