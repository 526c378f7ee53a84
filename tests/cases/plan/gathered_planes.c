#include <adgen/adgen.h>
#include <stdlib.h>

enum { SIDE = 40 };

/* Five points, twice the distance in one direction, in two planes that change places. */
ADGEN_GRAD(u0, rate)
double spread(int rows, int columns, int steps, const double *u0, const double *rate)
{
    size_t  size = (size_t)(rows * columns);
    double *u = calloc(size, sizeof *u), *v = calloc(size, sizeof *v), sum = 0.0;
    for (int i = 0; i < rows * columns; i++)
        u[i] = u0[i];
    for (int t = 0; t < steps; t++) {
        double *swap = u;
        for (int i = 2; i < rows - 1; i++)
            for (int j = 1; j <= columns - 2; j++) {
                int    at = i * columns + j;
                double flow = u[at - 2 * columns] + u[at + columns] + u[at - 1] * u[at - 1] + u[at + 1];
                v[at] = u[at] + rate[at] * (flow - 4.0 * u[at]);
            }
        u = v;
        v = swap;
    }
    for (int i = 0; i < rows * columns; i++)
        sum += u[i] * u[i];
    free(u);
    free(v);
    return sum;
}

/* The mean of nine, backwards, with weights by row; a sum beside it. */
ADGEN_GRAD(u)
double blur(int n, int m, double u[SIDE][SIDE], const double weight[SIDE])
{
    double v[SIDE][SIDE] = {{0.0}}, sum = 0.0, all = 0.0;
    for (int i = n - 2; i >= 1; i--) {
        double here = weight[i] / 9.0;
        for (int j = m - 2; j >= 1; j--) {
            v[i][j] = here * (u[i - 1][j - 1] + u[i - 1][j] + u[i - 1][j + 1] + u[i][j - 1] + u[i][j] + u[i][j + 1] +
                              u[i + 1][j - 1] + u[i + 1][j] + u[i + 1][j + 1]);
            all += u[i][j] * weight[j];
        }
    }
    for (int i = 0; i < n; i++)
        for (int j = 0; j < m; j++)
            sum += v[i][j] * v[i][j];
    return sum + all;
}

/* From two sides only, through pointers that do not overlap; indices of a wide type. */
ADGEN_GRAD(u)
double wind(int n, int m, const double *restrict u, double *restrict v)
{
    double sum = 0.0;
    for (int i = 1; i < n; i++)
        for (int j = 1; j < m; j++)
            v[(size_t)i * m + j] = u[(size_t)i * m + j] * (1.0 - u[(size_t)(i - 1) * m + j]) + u[(size_t)i * m + j - 1];
    for (int i = 0; i < n * m; i++)
        sum += v[i] * v[i];
    return sum;
}

/*
 * check: adjoints of stencils in two dimensions are gathered row by row, however few rows and columns there are
 * check-gradient: spread(7, 6, 3, random(42, 0, 1), random(42, 0, 0.1))
 * check-gradient: spread(6, 3, 2, random(18, 0, 1), random(18, 0, 0.1))
 * check-gradient: spread(5, 4, 2, random(20, 0, 1), random(20, 0, 0.1))
 * check-gradient: spread(4, 5, 2, random(20, 0, 1), random(20, 0, 0.1))
 * check-gradient: spread(3, 5, 2, random(15, 0, 1), random(15, 0, 0.1))
 * check-gradient: spread(7, 2, 1, random(14, 0, 1), random(14, 0, 0.1))
 * check-gradient: spread(1, 1, 1, random(1, 0, 1), random(1, 0, 0.1))
 * check-gradient: blur(7, 6, random(1600, -1, 1), random(40, 0, 1))
 * check-gradient: blur(5, 5, random(1600, -1, 1), random(40, 0, 1))
 * check-gradient: blur(4, 3, random(1600, -1, 1), random(40, 0, 1))
 * check-gradient: blur(3, 7, random(1600, -1, 1), random(40, 0, 1))
 * check-gradient: blur(2, 7, random(1600, -1, 1), random(40, 0, 1))
 * check-gradient: wind(5, 4, random(20, -1, 1), random(20, -1, 1))
 * check-gradient: wind(2, 2, random(4, -1, 1), random(4, -1, 1))
 * check-gradient: wind(1, 5, random(5, -1, 1), random(5, -1, 1))
 * check-has: for (int i = 0; i < rows; i++)
 * check-has: if (i >= 3 && i < rows - 3 && columns >= 4) {
 * check-has: + v_adj[i * columns + j - columns] * rate[i * columns + j - columns];
 * check-has: if (i >= 2 && i < n - 2 && m >= 4) {
 * check-has: u_adj[i][j] += weight[i + 1] / 9.0 * (v_adj[i + 1][j + 1] + v_adj[i + 1][j] + v_adj[i + 1][j - 1])
 * check-has: ADGEN_INDEPENDENT for (int j = 2; j < m - 2; j++) {
 * check-has: #define ADGEN_INDEPENDENT _Pragma("GCC ivdep")
 * check-has: if (i >= 1 && i < n - 1 && m >= 2) {
 */
