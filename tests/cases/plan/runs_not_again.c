#include <adgen/adgen.h>
#include <math.h>
#include <stdlib.h>

/* What costs an exponential is kept. */
ADGEN_GRAD(x)
double dear(int n, int count, const double *x)
{
    double *u = malloc((size_t)n * sizeof *u), sum = 0.0;
    for (int i = 0; i < n; i++)
        u[i] = x[i];
    for (int t = 0; t < count; t++) {
        double all = 0.0;
        for (int i = 0; i < n; i++)
            for (int j = 0; j < n; j++) {
                double away = u[i] - u[j];
                all += exp(-away * away) * (j + 1);
            }
        for (int i = 0; i < n; i++)
            u[i] = u[i] * 0.9 + 0.1 * all;
        sum += all;
    }
    free(u);
    return sum;
}

/* Nobody knows before which elements are read, and how many there are: they are kept. */
ADGEN_GRAD(u)
double chosen(int n, int count, const int *which, double *u)
{
    double sum = 0.0;
    for (int t = 0; t < count; t++) {
        for (int i = 0; i < n; i++)
            for (int j = 0; j < n; j++) {
                double away = u[which[i]] - u[which[j]], square = 0.1 + away * away, part = away / square, more = part / square;
                sum += part * more * square * (j + 1);
            }
        for (int i = 0; i < n; i++)
            u[i] = u[i] * 0.9 + 0.1 * sum;
    }
    return sum;
}

/* What runs again would read what the same loop has overwritten. */
ADGEN_GRAD(x)
double carried(int n, int count, const double *x)
{
    double *u = malloc((size_t)n * sizeof *u), sum = 0.0;
    for (int i = 0; i < n; i++)
        u[i] = x[i];
    for (int t = 0; t < count; t++)
        for (int i = 1; i < n; i++) {
            double all = 0.0;
            for (int j = 0; j < n; j++) {
                double away = u[i] - u[j], square = 0.1 + away * away, part = away / square, more = part / square;
                all += part * more * square * (j + 1);
            }
            u[i] = 0.5 * u[i - 1] + 0.1 * all;
            sum += all;
        }
    free(u);
    return sum;
}

/*
 * check: what is dear to compute, or read nobody knows where, is kept
 * check-count: 1 exp(
 * check-gradient: dear(3, 2, random(3, 0.1, 1))
 * check-gradient: chosen(3, 2, {2, 0, 1}, random(3, 0.1, 1))
 * check-gradient: chosen(0, 2, {2, 0, 1}, random(3, 0.1, 1))
 * check-gradient: carried(4, 2, random(4, 0.1, 1))
 * check-gradient: carried(1, 2, random(4, 0.1, 1))
 */
