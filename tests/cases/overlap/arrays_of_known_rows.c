#include <adgen/adgen.h>

struct Cell {
    double w[3];
    double b;
};

struct Tail {
    double first;
    double rest[];
};

ADGEN_VJP()
void scale(int n, int m, double a[n][m], const double s[m], double b[n][m])
{
    for (int i = 0; i < n; i++)
        for (int j = 0; j < m; j++)
            b[i][j] = a[i][j] * a[i][j] * s[j];
}

ADGEN_VJP()
void cells(int n, const struct Cell *c, double *y)
{
    for (int i = 0; i < n; i++)
        for (int k = 0; k < 3; k++)
            y[i] += c[i].w[k] * c[i].w[k] * c[i].b;
}

ADGEN_VJP()
void beyond_the_row(int n, const double (*a)[3], double *y)
{
    for (int i = 0; i < n; i++)
        y[i] = a[0][i] * a[0][i];
}

ADGEN_VJP()
void tail(int n, const struct Tail *t, double *y)
{
    for (int i = 0; i < n; i++)
        y[i] = t->rest[i] * t->rest[i];
}

/*
 * check: rows of variable length; an index that may leave its row, or its member, says nothing of where it leads to
 * check-gradient: scale(2, 3, random(6, 0.5, 1), random(3, 0.5, 1), random(6, 0.5, 1))
 * check-gradient: scale(2, 3, a = random(9, 0.5, 1), random(3, 0.5, 1), b = a)
 * check-gradient: cells(2, {{{0.5, 0.6, 0.7}, 0.8}, {{0.9, 0.6, 0.5}, 0.3}}, random(2, 0.5, 1))
 * check-gradient: beyond_the_row(3, random(3, 0.5, 1), random(3, 0.5, 1))
 * check-has: adgen_apart(a, (double)n * m, b, (double)n * m, sizeof(double))
 * check-has: cells_vjp_apart(
 * check-omits: beyond_the_row_vjp_apart
 * check-omits: tail_vjp_apart
 */
