#include <adgen/adgen.h>
#include <math.h>
#include <stdlib.h>

/* A row's elements are written by one iteration each; the sum beside them may be added up in any order. */
ADGEN_GRAD(A, x)
double product(int n, int m, const double *A, const double *x)
{
    double total = 0.0;
    for (int i = 0; i < n; i++) {
        double sum = 0.0;
        for (int j = 0; j < m; j++)
            sum += A[i * m + j] * A[i * m + j] * x[i];
        total += sin(sum);
    }
    return total;
}

/* Elements that lie between those of other iterations. */
ADGEN_GRAD(x, w)
double interleaved(int n, const double *x, const double *w)
{
    double *a = malloc(2 * (size_t)n * sizeof *a + 1), *b = malloc((size_t)n * sizeof *b + 1);
    double total = 0.0;
    for (int i = 0; i < n; i++) {
        a[2 * i] = x[2 * i];
        a[2 * i + 1] = x[2 * i + 1];
        b[i] = x[i];
    }
    for (int i = 0; i < n; i++)
        for (int j = i; j < n; j++) {
            double both = a[2 * j] * a[2 * j + 1];
            a[2 * j] = both * b[j] * w[j];
            a[2 * j + 1] = sin(both);
            b[j] = both * w[j];
        }
    for (int i = 0; i < n; i++)
        total += a[2 * i] * a[2 * i + 1] * b[i];
    free(a);
    free(b);
    return total;
}

/* Neighbours: one iteration writes what the next one reads. */
ADGEN_GRAD(x, w)
double neighbours(int n, const double *x, const double *w)
{
    double *a = malloc(2 * (size_t)n * sizeof *a + 1), *b = malloc((size_t)n * sizeof *b + 1);
    double total = 0.0;
    for (int i = 0; i < n; i++) {
        a[2 * i] = x[2 * i];
        a[2 * i + 1] = x[2 * i + 1];
        b[i] = x[i];
    }
    for (int i = 0; i < n; i++)
        for (int j = i; j < n - 1; j++) {
            double both = a[2 * j] * a[2 * j + 2];
            a[2 * j] = both * b[j] * w[j];
            a[2 * j + 2] = sin(both);
            b[j] = both * w[j];
        }
    for (int i = 0; i < n; i++)
        total += a[2 * i] * a[2 * i + 1] * b[i];
    free(a);
    free(b);
    return total;
}

/* What is added to is read again: by the next iteration, and at an index of the data's. */
ADGEN_VJP(x, y)
double carried(int n, double *x, double *y, const int *at, const double *w)
{
    double total = 0.0;
    for (int i = 0; i < n; i++)
        for (int j = 1; j < n; j++) {
            x[j] = x[j - 1] * y[at[j]] * w[i];
            total += x[j] * y[j] * w[j];
        }
    return total;
}

/*
 * check: innermost loops whose iterations are independent are marked; those are not whose iterations meet
 * check-count: 1 ADGEN_INDEPENDENT for (int j
 * check-count: 1 ADGEN_INDEPENDENT_RAGGED for (int j
 * check-count: 1 a_adj_planes[n + j] += both_adj
 * check-gradient: product(3, 4, random(12, 0.5, 1), random(3, 0.5, 1))
 * check-gradient: interleaved(4, random(8, 0.5, 1), random(4, 0.5, 1))
 * check-gradient: interleaved(0, NULL, NULL)
 * check-gradient: neighbours(4, random(8, 0.5, 1), random(4, 0.5, 1))
 * check-gradient: carried(4, random(4, 0.5, 1), random(4, 0.5, 1), {0, 3, 1, 1}, random(4, 0.5, 1))
 */
