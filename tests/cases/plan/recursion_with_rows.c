#include <adgen/adgen.h>
#include <stdlib.h>

/* The size says how long rows are. */
ADGEN_GRAD(a)
double minors(int n, const double a[n][n])
{
    double sum = 0.0;

    if (n == 1)
        return a[0][0];
    for (int j = 0; j < n; j++) {
        double m[n - 1][n - 1];
        for (int r = 1; r < n; r++)
            for (int c = 0; c < n - 1; c++)
                m[r - 1][c] = a[r][c < j ? c : c + 1];
        sum += (j % 2 ? -1.0 : 1.0) * a[0][j] * minors(n - 1, m);
    }
    return sum;
}

/* Rows of one length; other functions get some of them. */
static double in_rows(int n, const double a[6][6], double scale)
{
    double sum = 0.0;

    if (n == 1)
        return a[0][0] * scale;
    for (int j = 0; j < n; j++) {
        double m[6][6];
        for (int r = 1; r < n; r++) {
            int to = 0;
            for (int c = 0; c < n; c++) {
                if (c == j)
                    continue;
                m[r][to++] = a[r][c];
            }
        }
        sum += (j % 2 ? -1.0 : 1.0) * a[0][j] * in_rows(n - 1, m + 1, scale);
    }
    return sum;
}

ADGEN_GRAD(a, scale)
double rows(int n, const double a[6][6], double scale)
{
    return in_rows(n, a, scale);
}

/* Rows of those that were given, by both calls. */
ADGEN_GRAD(a)
double halves(int n, int columns, const double a[][columns])
{
    if (n == 0)
        return a[0][0] * a[0][columns - 1];
    return halves(n - 1, columns, a) * a[n][0] + halves(n - 1, columns, a + 1) * a[n][1];
}

/* Planes of a block. */
ADGEN_GRAD(x)
double planes(int n, const double x[2][3])
{
    double y[2][2][3];

    if (n == 0)
        return x[0][0] * x[1][2] + x[1][1] * x[0][2];
    for (int k = 0; k < 2; k++)
        for (int r = 0; r < 2; r++)
            for (int c = 0; c < 3; c++)
                y[k][1 - r][2 - c] = x[r][c] * x[k][c];
    return planes(n - 1, y[1]) + x[1][0] * planes(n - 1, y[0]);
}

/* Not: the length is another one by the time the rows are read. */
ADGEN_GRAD(x)
double other_length(int n, int width, const double *x)
{
    double sum = 0.0;

    if (n == 0)
        return x[0] * x[1] + x[2];
    for (int k = 0; k < 2; k++) {
        int    length = width + k;
        double y[2][length];
        length = 1;
        for (int i = 0; i < 2 * (width + k); i++)
            (*y)[0] = x[0], y[i / (width + k)][i % (width + k)] = x[(i + k) % 4] * x[length];
        sum += other_length(n - 1, width, y[k]) * x[k];
    }
    return sum;
}

/*
 * check: recursions that hand on rows of arrays are written out where it is known how long those are
 * check-gradient: minors(1, random(1, -1, 1))
 * check-gradient: minors(2, random(4, -1, 1))
 * check-gradient: minors(3, random(9, -1, 1))
 * check-gradient: minors(4, random(16, -1, 1))
 * check-gradient: minors(5, random(25, -1, 1))
 * check-gradient: minors(7, random(49, -1, 1))
 * check-gradient: rows(1, random(36, -1, 1), 0.7)
 * check-gradient: rows(2, random(36, -1, 1), 0.7)
 * check-gradient: rows(4, random(36, -1, 1), 0.7)
 * check-gradient: rows(6, random(36, -1, 1), 0.7)
 * check-gradient: halves(0, 3, random(12, 0.5, 1))
 * check-gradient: halves(1, 3, random(12, 0.5, 1))
 * check-gradient: halves(2, 2, random(12, 0.5, 1))
 * check-gradient: halves(3, 3, random(24, 0.5, 1))
 * check-gradient: halves(5, 3, random(24, 0.5, 1))
 * check-gradient: planes(0, random(6, 0.5, 1))
 * check-gradient: planes(1, random(6, 0.5, 1))
 * check-gradient: planes(2, random(6, 0.5, 1))
 * check-gradient: planes(3, random(6, 0.5, 1))
 * check-gradient: planes(5, random(6, 0.8, 1))
 * check-gradient: other_length(1, 3, random(4, 0.5, 1))
 * check-gradient: other_length(3, 3, random(4, 0.5, 1))
 * check-has: a[1][1] * a[2][2] - a[1][2] * a[2][1]
 * check-has: if (n == 5)
 */
