#include <adgen/adgen.h>

/* What is added to is read by the next row. */
ADGEN_GRAD(u)
void relax(int n, int m, double *u)
{
    for (int i = 1; i < n - 1; i++)
        for (int j = 1; j < m - 1; j++)
            u[i * m + j] = 0.25 * (u[(i - 1) * m + j] + u[(i + 1) * m + j] + u[i * m + j - 1] * u[i * m + j + 1]);
}

/* The pointers may lead to the same plane. */
ADGEN_GRAD(u)
void smooth(int n, int m, double *u, double *v)
{
    for (int i = 1; i < n - 1; i++)
        for (int j = 1; j < m - 1; j++)
            v[i * m + j] = u[(i - 1) * m + j] + u[(i + 1) * m + j] * u[i * m + j];
}

/* Rows are longer than they are apart: what a row writes the next one writes again. */
ADGEN_GRAD(u)
void overlapping(int n, int m, int apart, const double *restrict u, double *restrict v)
{
    for (int i = 1; i < n - 1; i++)
        for (int j = 1; j < m - 1; j++)
            v[i * apart + j] = u[(i - 1) * m + j] + u[(i + 1) * m + j] * u[i * m + j];
}

/* How long a row is depends on which it is. */
ADGEN_GRAD(u)
void triangle(int n, const double *restrict u, double *restrict v)
{
    for (int i = 1; i < n - 1; i++)
        for (int j = 0; j <= i; j++)
            v[i * n + j] = u[(i - 1) * n + j] + u[(i + 1) * n + j] * u[i * n + j];
}

/* Every other row. */
ADGEN_GRAD(u)
void stripes(int n, int m, const double *restrict u, double *restrict v)
{
    for (int i = 1; i < n - 1; i += 2)
        for (int j = 0; j < m; j++)
            v[i * m + j] = u[(i - 1) * m + j] + u[(i + 1) * m + j] * u[i * m + j];
}

/* Rows behind pointers, which may be one another's. */
ADGEN_GRAD(u, v)
void rows(int n, int m, double *const *u, double *const *v)
{
    for (int i = 1; i < n - 1; i++)
        for (int j = 0; j < m; j++)
            v[i][j] = u[i - 1][j] + u[i + 1][j] * u[i][j];
}

/* The rows write what the next one is made of. */
ADGEN_GRAD(u)
double decaying(int n, int m, const double *restrict u, ADGEN_INACTIVE double *restrict c)
{
    double sum = 0.0;
    for (int i = 1; i < n - 1; i++) {
        c[i] = 0.5 * c[i - 1];
        for (int j = 0; j < m; j++)
            sum += c[i] * (u[(i - 1) * m + j] + 2.0 * u[(i + 1) * m + j]);
    }
    return sum;
}

/* What an element of a row leaves for the next one. */
ADGEN_GRAD(u)
double carried(int n, int m, const double *restrict u, const double *restrict c, double *restrict v)
{
    double sum = 0.0;
    for (int i = 1; i < n - 1; i++) {
        double before = c[i];
        for (int j = 0; j < m; j++) {
            v[i * m + j] = before * (u[(i - 1) * m + j] + u[(i + 1) * m + j]);
            before = 0.5 * c[j];
        }
    }
    for (int i = 0; i < n * m; i++)
        sum += v[i] * v[i];
    return sum;
}

/* What the function itself adds up. */
ADGEN_GRAD(u)
void share_out(int n, int m, const double *restrict u, double *restrict v)
{
    for (int i = 1; i < n; i++)
        for (int j = 0; j < m; j++) {
            v[i * m + j] += 0.1 * u[i * m + j];
            v[(i - 1) * m + j] += 0.3 * u[i * m + j];
        }
}

/*
 * check: nests that depend on the order, or of which that is not known, stay as they are
 * check-args: --no-overlap-checks
 * check-gradient: relax(5, 4, random(20, -1, 1))
 * check-gradient: smooth(u = random(20, -1, 1), v = u, n = 5, m = 4)
 * check-gradient: smooth(5, 4, random(20, -1, 1), random(20, -1, 1))
 * check-gradient: overlapping(5, 5, 2, random(25, -1, 1), random(25, -1, 1))
 * check-gradient: overlapping(5, 5, 0, random(25, -1, 1), random(25, -1, 1))
 * check-gradient: triangle(5, random(25, -1, 1), random(25, -1, 1))
 * check-gradient: stripes(6, 3, random(18, -1, 1), random(18, -1, 1))
 * check-gradient: rows(4, 3, {random(3, -1, 1), random(3, -1, 1), random(3, -1, 1), random(3, -1, 1)}, {random(3, -1, 1), random(3, -1, 1), random(3, -1, 1), random(3, -1, 1)})
 * check-gradient: decaying(6, 3, random(18, -1, 1), random(6, -1, 1))
 * check-gradient: carried(5, 4, random(20, -1, 1), random(5, -1, 1), random(20, -1, 1))
 * check-gradient: share_out(9, 4, random(36, -1, 1), random(36, -1, 1))
 * check-omits: if (i
 * check-omits: ADGEN_INDEPENDENT
 */
