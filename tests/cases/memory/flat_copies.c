#include <adgen/adgen.h>
#include <stdlib.h>
#include <string.h>

/* Copies between reals in a row and matrices or records of them. */

typedef struct {
    double m[3][3];
} Matrix;

struct vector {
    double x, y, z;
};

ADGEN_GRAD(x)
double matrix_from_row(const double *x)
{
    Matrix a, b;

    memcpy(a.m, x, sizeof a.m);
    memcpy(&b, x + 1, sizeof b);
    memset(b.m[1], 0, sizeof b.m[1]);
    return a.m[1][2] * b.m[2][1] + b.m[1][1] * a.m[0][0];
}

ADGEN_GRAD(x)
double vectors_from_row(int n, const double *x)
{
    struct vector *v = malloc((size_t)n * sizeof *v);
    double  s = 0.0;

    memcpy(v, x, (size_t)n * sizeof *v);
    for (int i = 0; i < n; i++)
        s += v[i].x * v[i].y * (i + 1) + v[i].z * v[i].z;
    free(v);
    return s;
}

ADGEN_VJP()
void row_from_vectors(int n, const struct vector *v, double *y)
{
    memcpy(y, v, (size_t)n * 3 * sizeof(double));
    for (int i = 0; i < 3 * n; i++)
        y[i] *= y[i];
}

ADGEN_GRAD(x)
double rows_from_row(int n, const double *x)
{
    double(*a)[3] = malloc((size_t)n * sizeof *a);
    double s = 0.0;

    memcpy(a, x, (size_t)n * 3 * sizeof(double));
    for (int i = 0; i < n; i++)
        s += a[i][0] * a[i][2] + a[i][1];
    free(a);
    return s;
}

ADGEN_VJP()
void row_from_rows(int n, const double a[][3], double *y)
{
    memcpy(y, a, (size_t)n * sizeof *a);
    for (int i = 0; i < 3 * n; i++)
        y[i] *= y[i];
}

ADGEN_GRAD(x)
double variable_rows(int n, int m, const double *x)
{
    double a[n][m], b[n * m], s = 0.0;

    memset(a, 0, sizeof a);
    memcpy(a, x, sizeof a);
    memset(a[0], 0, sizeof a[0]);
    memcpy(a + 1, x + 1, (size_t)(n - 1) * sizeof *a);
    memcpy(b, a, (size_t)n * m * sizeof *b);
    for (int i = 0; i < n * m; i++)
        s += b[i] * b[i] * (i + 1);
    for (int i = 0; i < n; i++)
        s += a[i][m - 1] * a[i][0];
    return s;
}

/* The length of the rows is the one of the declaration. */
ADGEN_GRAD(x)
double length_changes(int n, int m, const double *x)
{
    double a[n][m];

    m += 1;
    memset(a, 0, sizeof a);
    m -= 2;
    a[n - 1][1] = x[0];
    memcpy(a[0], x, 2 * sizeof(double));
    m += 1;
    memcpy(a, x, sizeof a);
    return a[n - 1][1] * a[0][0] + m * a[0][1];
}

/*
 * check: memcpy between reals in a row and matrices, rows and records of reals
 * check-gradient: matrix_from_row(random(10, 0.5, 1))
 * check-gradient: vectors_from_row(3, random(9, 0.5, 1))
 * check-gradient: vectors_from_row(0, random(9, 0.5, 1))
 * check-gradient: row_from_vectors(1, {{0.5, 0.25, 0.75}}, random(3, 0, 1))
 * check-gradient: rows_from_row(3, random(9, 0.5, 1))
 * check-gradient: row_from_rows(2, {{0.5, 0.25, 0.75}, {0.125, 0.5, 0.625}}, random(6, 0, 1))
 * check-gradient: variable_rows(3, 2, random(6, 0.5, 1))
 * check-gradient: variable_rows(2, 4, random(8, 0.5, 1))
 * check-gradient: length_changes(3, 2, random(6, 0.5, 1))
 */
