#include <adgen/adgen.h>

struct cell { double a[2]; int visits; };

ADGEN_VJP(x)
void outer(const double x[2], double y[2][3])
{
    for (int i = 0; i < 2; i++)
        for (int j = 0; j < 3; j++)
            y[i][j] += x[0] * x[1] * (i + j) + y[0][0];
}

ADGEN_VJP(x)
void rows(int n, int m, const double x[n], double y[n][m], ADGEN_SIZE(n) struct cell *s)
{
    for (int i = 0; i < n; i++) {
        for (int j = 0; j < m; j++)
            y[i][j] += x[i] * x[i] * j;
        s[i].a[1] += x[i] * s[i].a[0];
        s[i].visits++;
    }
}

/*
 * check: Jacobians of functions that change matrices and arrays of structs, which are put back before each column
 * check-header-after: struct cell
 * check-gradient: outer({1.5, 0.7}, random(6, 0.5, 1))
 * check-gradient: rows(2, 3, random(2, 0.5, 1), random(6, 0.5, 1), {{{0.3, 0.4}, 1}, {{0.5, 0.6}, 2}})
 */
