#include <adgen/adgen.h>
#include <math.h>
#include <stdlib.h>

/* Forces between all pairs, the difference of two places in an array. */
ADGEN_GRAD(mass, x)
double attraction(int n, const double *mass, const double *x)
{
    double *force = calloc(3 * (size_t)n, sizeof *force);
    double total = 0.0;
    for (int i = 0; i < n; i++)
        for (int j = i + 1; j < n; j++) {
            double d[3];
            double square = 0.01;
            for (int k = 0; k < 3; k++) {
                d[k] = x[3 * j + k] - x[3 * i + k];
                square += d[k] * d[k];
            }
            for (int k = 0; k < 3; k++) {
                force[3 * i + k] += mass[j] * d[k] / (square * sqrt(square));
                force[3 * j + k] -= mass[i] * d[k] / (square * sqrt(square));
            }
        }
    for (int i = 0; i < 3 * n; i++)
        total += force[i] * force[i];
    free(force);
    return total;
}

/* Downward, in steps of two, and with an element that is named by its number. */
ADGEN_GRAD(x)
double downward(size_t n, const double *x)
{
    double sum = 0.0;
    for (size_t i = 0; i < n; i++) {
        double part[4] = {0};
        for (int k = 3; k >= 0; k--)
            part[k] = sin(x[4 * i + (size_t)k] * (k + 1));
        for (int k = 0; k < 4; k += 2)
            part[k] *= part[k + 1];
        part[1] = part[0] * part[2];
        sum += part[1] * part[3];
    }
    return sum;
}

/* A table of two by two, and one that lives longer than an iteration. */
ADGEN_GRAD(x)
double table(int n, const double *x)
{
    double last[2] = {0};
    double sum = 0.0;
    for (int i = 0; i < n; i++) {
        double t[2][2];
        for (unsigned k = 0; k < 2; k++) {
            t[0][k] = x[i] * (k + 1u);
            t[1][k] = x[i] * x[i];
        }
        for (int k = 0; k < 2; k++)
            last[k] = t[k][1] * cos(last[1 - k]);
        sum += last[0] * t[1][0];
    }
    return sum + last[1];
}

/* A product of a matrix and a vector, which is a matrix of one column. */
static void multiply(int n, int m, int p, const double *a, const double *b, double *c)
{
    for (int i = 0; i < n; i++)
        for (int j = 0; j < p; j++) {
            double sum = 0.0;
            for (int k = 0; k < m; k++)
                sum += a[i * m + k] * b[k * p + j];
            c[i * p + j] = sum;
        }
}

ADGEN_GRAD(a, x)
double column(int n, const double *a, const double *x)
{
    double *y = malloc((size_t)n * sizeof *y + 1);
    double sum = 0.0;
    multiply(n, n, 1, a, x, y);
    for (int i = 0; i < n; i++)
        sum += sin(y[i]);
    free(y);
    return sum;
}

/*
 * check: loops through an array of a few elements are written out in loops, and the elements become variables
 * check-gradient: attraction(5, random(5, 0.5, 1), random(15, 0, 1))
 * check-gradient: attraction(2, random(2, 0.5, 1), random(6, 0, 1))
 * check-gradient: attraction(1, random(1, 0.5, 1), random(3, 0, 1))
 * check-gradient: downward(3, random(12, 0.5, 1))
 * check-gradient: downward(0, NULL)
 * check-gradient: table(4, random(4, 0.5, 1))
 * check-gradient: column(3, random(9, -1, 1), random(3, -1, 1))
 * check-omits: < 1;
 * check-has: double d_0 = x[3 * j] - x[3 * i];
 * check-has: double d_2 = x[3 * j + 2] - x[3 * i + 2];
 * check-has: force_sum_2 += mass[j] * d_2
 * check-omits: d[k]
 * check-omits: part[
 * check-omits: = t[
 * check-omits: last[
 */
