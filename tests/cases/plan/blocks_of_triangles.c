#include <adgen/adgen.h>
#include <math.h>

/* A triangle in a loop of unknown count: a block for each of its rows, which has no more elements than the row. */
ADGEN_GRAD(x)
double triangle(int n, double limit, double *x)
{
    double sum = 0.0;

    while (sum < limit) {
        for (int i = 0; i < n; i++) {
            double row = x[i];

            for (int j = i + 1; j < n; j++) {
                double s = exp(-x[j] * row);

                row = row * s + 0.1;
                x[j] = s * x[j] * row;
            }
            x[i] = row;
        }
        for (int i = 0; i < n; i++)
            sum += x[i] * x[i] + 0.3;
    }
    return sum;
}

/* A matrix by rows from below, in long double: one block for all of it. */
ADGEN_GRAD(a, s)
long double matrix(long rows, unsigned columns, long double *a, long double s)
{
    int steps = 0;

    do {
        for (long i = rows - 1; i >= 0; i--)
            for (unsigned j = 0; j < columns; j++) {
                long double t = sinl(a[i * columns + j]);

                s = s * t + 0.25L;
                a[i * columns + j] = t * s;
            }
        steps++;
    } while (s < 10.0L && steps < 4);
    return s;
}

/*
 * check: blocks on the tape are as large as what the loops keep
 * check-gradient: triangle(6, 9.0, random(6, 0, 1))
 * check-gradient: triangle(1, 9.0, random(1, 0, 1))
 * check-gradient: triangle(40, 60.0, random(40, 0, 1))
 * check-gradient: matrix(3, 4, random(12, -1, 1), 0.5)
 * check-gradient: matrix(0, 4, random(1, -1, 1), 0.5)
 * check-has: adgen_tape_allocate(&tape, (long)n - i - 1, sizeof(double))
 * check-has: adgen_tape_allocate(&tape, rows * columns, sizeof(long double))
 */
