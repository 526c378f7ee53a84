#include <adgen/adgen.h>
#include <stddef.h>

/* Nothing is copied where nothing is read: x may be null then, and shorter than the range says. */
ADGEN_GRAD(x)
double reach(int n, int m, int steps, double *x)
{
    double sum = 0.0;
    for (int t = 0; t < steps; t++) {
        for (int i = 0; i < n; i++)
            for (int j = 0; j < m; j++)
                sum += x[i + j] * x[i + j + 1] * x[j];
        for (int i = 0; i < n; i++)
            x[i] *= 0.75;
    }
    return sum;
}

/* Elements in steps of what may be negative: the range is not known. */
ADGEN_GRAD(x)
double strided(int n, int by, int steps, const double *x, double *work)
{
    double sum = 0.0;
    for (int i = 0; i < 2 * n; i++)
        work[i] = x[i];
    for (int t = 0; t < steps; t++) {
        for (int i = 0; i < n; i++)
            for (int j = 0; j < 2; j++)
                sum += work[by < 0 ? (1 - i) * by - by * (n - 2) : i * by] * work[by < 0 ? n : 1] * (j + 1);
        for (int i = 0; i < 2 * n; i++)
            work[i] = work[i] * work[i];
    }
    return sum;
}

ADGEN_GRAD(x)
double backwards(int n, int by, int steps, double *x)
{
    double sum = 0.0;
    double *last = x + (n - 1);
    for (int t = 0; t < steps; t++) {
        for (int i = 0; i < n; i++)
            for (int j = 0; j < n; j++)
                sum += last[i * by] * last[j * by];
        for (int i = 0; i < n; i++)
            x[i] = x[i] * x[i];
    }
    return sum;
}

/*
 * check: ranges of reads that may be empty, and indices whose factors may be negative
 * check-gradient: reach(3, 2, 3, random(5, -1, 1))
 * check-gradient: reach(3, 0, 2, random(3, -1, 1))
 * check-gradient: strided(3, 2, 2, random(6, -1, 1), zeros(6))
 * check-gradient: backwards(3, -1, 2, random(3, -1, 1))
 */
