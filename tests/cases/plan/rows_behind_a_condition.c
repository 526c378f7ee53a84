#include <adgen/adgen.h>

/* Where a read is conditional, its range may lie outside the array: all of an array of known size is kept, or the reads. */
ADGEN_GRAD(x)
double known(int n, int steps, double x[n])
{
    double sum = 0.0;
    for (int t = 0; t < steps; t++) {
        double left = 0.0;
        for (int i = 0; i < n; i++) {
            if (i > 0)
                left += x[i - 1] * x[i - 1] * x[i];
        }
        sum += left * left;
        for (int i = 0; i < n; i++)
            x[i] *= 0.5 + 0.1 * left;
    }
    return sum;
}

ADGEN_GRAD(x)
double unknown(int n, int steps, double *x)
{
    double sum = 0.0;
    for (int t = 0; t < steps; t++) {
        double left = 0.0;
        for (int i = 0; i < n; i++) {
            if (i > 0)
                left += x[i - 1] * x[i - 1] * x[i];
        }
        sum += left * left;
        for (int i = 0; i < n; i++)
            x[i] *= 0.5 + 0.1 * left;
    }
    return sum;
}

/*
 * check: conditional reads of arrays of known and unknown sizes that are overwritten
 * check-gradient: known(4, 3, random(4, -1, 1))
 * check-gradient: known(0, 3, random(1, -1, 1))
 * check-gradient: unknown(4, 3, random(4, -1, 1))
 * check-gradient: unknown(1, 3, random(1, -1, 1))
 * check-has: x_kept[i - 1]
 * check-count: 6 x_value_at
 */
