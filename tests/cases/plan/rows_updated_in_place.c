#include <adgen/adgen.h>
#include <math.h>
#include <stdlib.h>

/* A step gives each element its next value, which goes to the next of the rows that are kept. */
ADGEN_GRAD(x)
double euler(int n, int steps, double h, const double *x)
{
    double *y = malloc((size_t)n * sizeof *y), *slope = malloc((size_t)n * sizeof *slope), sum = 0.0;

    for (int i = 0; i < n; i++)
        y[i] = x[i];
    for (int step = 0; step < steps; step++) {
        for (int i = 0; i < n; i++)
            slope[i] = sin(y[i]) * y[n - 1 - i];
        for (int i = 0; i < n; i++)
            y[i] += h * slope[i] * y[i];
    }
    for (int i = 0; i < n; i++)
        sum += y[i] * y[i];
    free(y);
    free(slope);
    return sum;
}

/* Not where some elements keep their value, where others are read beside them, or where the step goes on. */
ADGEN_GRAD(x)
double some(int n, int steps, double h, const double *x)
{
    double *a = malloc((size_t)n * sizeof *a), *b = malloc((size_t)n * sizeof *b), *c = malloc((size_t)n * sizeof *c);
    double *slope = malloc((size_t)n * sizeof *slope), sum = 0.0;

    for (int i = 0; i < n; i++)
        a[i] = b[i] = c[i] = x[i];
    for (int step = 0; step < steps; step++) {
        for (int i = 0; i < n; i++)
            slope[i] = sin(a[i]) * b[n - 1 - i] * cos(c[i]);
        for (int i = 1; i < n; i++)
            a[i] += h * slope[i] * a[i];
        for (int i = 0; i < n; i++)
            b[i] += h * slope[i] * b[n - 1 - i];
        for (int i = 0; i < n; i++)
            c[i] += h * slope[i] * c[i];
        c[0] += 0.5 * h * c[n - 1];
    }
    for (int i = 0; i < n; i++)
        sum += a[i] * b[i] * c[i];
    free(a);
    free(b);
    free(c);
    free(slope);
    return sum;
}

/*
 * check: a step that gives each element its next value writes it where it is kept
 * check-gradient: euler(4, 3, 0.1, random(4, 0.5, 1))
 * check-gradient: euler(4, 0, 0.1, random(4, 0.5, 1))
 * check-gradient: euler(1, 2, 0.1, random(1, 0.5, 1))
 * check-gradient: some(4, 3, 0.1, random(4, 0.5, 1))
 * check-has: y_next[i] = y[i] + h * slope_i * y[i];
 * check-has: y = y_next;
 * check-omits: y_kept[i] = y[i];
 * check-omits: a_next
 * check-omits: b_next
 * check-omits: c_next
 */
