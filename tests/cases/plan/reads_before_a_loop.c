#include <adgen/adgen.h>
#include <math.h>
#include <stdlib.h>

/* What an inner loop reads again and again is read before it, since it has been written: also if the loop does not run. */
ADGEN_GRAD(x, q)
double triangle(int n, int d, const double *x, const double *q)
{
    double *y = malloc((size_t)d * sizeof *y);
    double *z = malloc((size_t)d * sizeof *z);
    double sum = 0.0;
    for (int p = 0; p < n; p++) {
        for (int i = 0; i < d; i++)
            y[i] = x[p * d + i] * x[i];
        for (int i = 0; i < d; i++)
            z[i] = q[i] * y[i];
        for (int i = 0; i < d; i++)
            for (int j = i + 1; j < d; j++)
                z[j] += q[i * d + j] * y[i];
        for (int i = 0; i < d; i++)
            sum += z[i] * z[i];
        sum = sin(sum);
    }
    free(y);
    free(z);
    return sum;
}

/* Not where it has not been written, or not there: y[k] is beyond the block where the loop does not run. */
ADGEN_GRAD(x)
double beyond(int n, int k, int m, const double *x)
{
    double *y = malloc((size_t)n * sizeof *y);
    double sum = 0.0;
    for (int p = 0; p < 3; p++) {
        for (int i = 0; i < n; i++)
            y[i] = x[i] * sin(x[i]) + sum;
        for (int j = 0; j < m; j++)
            sum += y[k] * y[k] * x[j];
    }
    free(y);
    return sum;
}

/* Not where the loop changes it, or where it lies. */
ADGEN_GRAD(x)
double moved(int n, const double *x, const int *at)
{
    double *y = malloc((size_t)n * sizeof *y);
    double sum = 0.0;
    for (int p = 0; p < 3; p++) {
        for (int i = 0; i < n; i++)
            y[i] = x[i] * x[i] + sum;
        for (int j = 1; j < n; j++) {
            sum += y[0] * x[j];
            y[0] = sum * y[j];
        }
        for (int j = 0; j < n; j++) {
            int k = at[j];
            sum += y[k] * y[k] * y[at[j]];
        }
        for (int j = 0; j < n; j++) {
            sum = sum * 0.5 + y[n - 1] * y[n - 1] * x[j];
            if (x[j] > 0.0)
                sum += y[n - 2] * y[n - 2];
        }
    }
    free(y);
    return sum;
}

/*
 * check: a read that an inner loop repeats is kept once
 * check-gradient: triangle(2, 3, random(6, -1, 1), random(9, -1, 1))
 * check-gradient: beyond(3, 1, 3, random(3, -1, 1))
 * check-gradient: beyond(3, 1000000000, 0, random(3, -1, 1))
 * check-gradient: moved(3, random(3, -0.5, 0.5), {2, 0, 1})
 * check-omits: adgen_allocate((long)n * d * d
 */
