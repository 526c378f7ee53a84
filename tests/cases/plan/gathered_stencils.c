#include <adgen/adgen.h>
#include <math.h>
#include <stdlib.h>

/* Additions to neighbours: each element is written once. */
ADGEN_GRAD(x)
double smooth(int n, const double *x, const double *weight)
{
    double *y = malloc((size_t)(n > 0 ? n : 1) * sizeof *y), sum = 0.0;
    for (int i = 0; i < n; i++)
        y[i] = 0.0;
    for (int i = 2; i < n - 2; i++)
        y[i] = weight[i] * x[i] * x[i] + 0.5 * (x[i + 2] - x[i - 2]) * x[i] - x[i + 1] * weight[i - 1];
    for (int i = 0; i < n; i++)
        sum += sin(y[i]);
    free(y);
    return sum;
}

/* Backwards, in floats, from an index that is a sum. */
ADGEN_GRAD(x)
float backwards(int n, int from, const float *x, float *restrict y)
{
    float sum = 0.0f;
    for (int i = n - 1; i >= 1; i--)
        y[i] = x[from + i] * 2.0f + x[from + i - 1];
    for (int i = 1; i < n; i++)
        sum += y[i] * y[i] * (float)i;
    return sum;
}

/* Two dimensions by one index: rows apart, and neighbours in a row. */
ADGEN_GRAD(u)
double plane(int rows, int columns, int steps, const double *u)
{
    size_t  size = (size_t)rows * (size_t)columns * sizeof(double);
    double *now = malloc(size), *next = malloc(size), sum = 0.0;
    for (int i = 0; i < rows * columns; i++)
        now[i] = next[i] = u[i];
    for (int t = 0; t < steps; t++) {
        double *swap = now;
        for (int i = 1; i < rows - 1; i++) {
            for (int j = 1; j < columns - 1; j++) {
                int at = i * columns + j;
                next[at] = now[at] + 0.1 * now[at] * (now[at + 1] + now[at - 1] - 2.0 * now[at]) +
                           0.2 * (now[at + columns] - now[at]) * (now[at] - now[at - columns]);
            }
        }
        now = next;
        next = swap;
    }
    for (int i = 0; i < rows * columns; i++)
        sum += now[i] * now[i] + next[i];
    free(now);
    free(next);
    return sum;
}

/*
 * check: adjoints of stencils are gathered, whatever the number of points
 * check-gradient: smooth(9, random(9, -1, 1), random(9, -1, 1))
 * check-gradient: smooth(8, random(8, -1, 1), random(8, -1, 1))
 * check-gradient: smooth(7, random(7, -1, 1), random(7, -1, 1))
 * check-gradient: smooth(5, random(5, -1, 1), random(5, -1, 1))
 * check-gradient: smooth(4, random(4, -1, 1), random(4, -1, 1))
 * check-gradient: smooth(0, random(1, -1, 1), random(1, -1, 1))
 * check-gradient: backwards(5, 2, random(7, -1, 1), zeros(5))
 * check-gradient: backwards(2, 2, random(7, -1, 1), zeros(5))
 * check-gradient: backwards(1, 0, random(7, -1, 1), zeros(5))
 * check-gradient: plane(4, 6, 3, random(24, 0, 1))
 * check-gradient: plane(3, 3, 2, random(9, 0, 1))
 * check-gradient: plane(3, 4, 2, random(12, 0, 1))
 * check-gradient: plane(2, 5, 2, random(10, 0, 1))
 * check-has: if (n >= 8) {
 * check-has: y_adj[i + 2] * x[i + 2] * 0.5 - y_adj[i - 1] * weight[i - 2]
 * check-has: for (int i = 4; i < n - 4; i++)
 * check-has: if (i >= 2 && i < rows - 2 && columns >= 4) {
 */
