#include <adgen/adgen.h>
#include <string.h>

ADGEN_GRAD(u0)
double square(int n, const double (*u0)[n])
{
    double u[n][n], s = 0;
    memcpy(u, u0, sizeof(double[n][n]));
    for (int i = 0; i < n; i++)
        for (int j = 0; j < n; j++)
            s += u[i][j] * u[j][i] * (i + 1);
    return s;
}

ADGEN_GRAD(u0)
double oblong(int n, int m, const double (*u0)[n])
{
    double u[m][n], s = 0;
    memcpy(u, u0, sizeof(double[m][n]));
    for (int i = 0; i < m; i++)
        for (int j = 0; j < n; j++)
            s += u[i][j] * u[i][0] * (i + 1);
    return s;
}

/* One of three rows. */
ADGEN_GRAD(u0)
double rows(int n, const double (*u0)[n])
{
    double u[3][n], s = 0;
    memset(u, 0, sizeof(double[3][n]));
    memcpy(u, u0, sizeof(double[1][n]));
    for (int i = 0; i < 3; i++)
        for (int j = 0; j < n; j++)
            s += u[i][j] * u[i][0] * (i + 1);
    return s;
}

/*
 * check: the size of a matrix that is written as a type
 * check-gradient: square(3, random(9, 0.5, 1.5))
 * check-gradient: oblong(2, 3, random(6, 0.5, 1.5))
 * check-gradient: rows(2, random(2, 0.5, 1.5))
 */
