#include <adgen/adgen.h>
#include <math.h>
#include <stdlib.h>

/* What the function itself adds up in memory of its own waits in a local, too, and begins with what is there. */
ADGEN_GRAD(x)
double spread(int n, const double *x)
{
    double *a = malloc((size_t)(n > 0 ? n : 1) * sizeof *a);
    double sum = 0.0;
    for (int i = 0; i < n; i++)
        a[i] = x[i];
    for (int i = 0; i < n; i++)
        for (int j = i + 1; j < n; j++) {
            a[i] += x[j] * x[i];
            a[j] -= sin(x[i]) * 1e8;
            a[i] -= x[j] * 1e8;
        }
    for (int i = 0; i < n; i++)
        sum += a[i] * 1e-8;
    free(a);
    return sum;
}

/* The element is there only where the loop runs; read by it; overwritten by it; may be another one's. */
ADGEN_GRAD(x)
double behind(int n, int m, const double *x)
{
    double *a = calloc((size_t)(n > 0 ? n : 1), sizeof *a), *b = calloc(4, sizeof *b);
    double sum = 0.0;
    for (int i = 0; i < m; i++)
        a[n + 2] += x[i];
    for (int i = 0; i < n; i++) {
        b[0] += x[i] * b[1];
        b[1] = x[i];
        b[i % 4] += x[i] * x[i];
    }
    for (int i = 0; i < n; i++)
        sum += a[i] + b[0] * b[3];
    free(a);
    free(b);
    return sum;
}

/*
 * check: sums of elements of memory of the function's own wait in locals until the end of the loop
 * check-gradient: spread(5, random(5, 0.5, 1))
 * check-gradient: spread(1, random(1, 0.5, 1))
 * check-gradient: spread(0, NULL)
 * check-gradient: behind(5, 0, random(5, 0.5, 1))
 * check-gradient: behind(0, 0, NULL)
 * check-has: double a_sum = a[i];
 * check-has: a[i] = a_sum;
 * check-has: if (m > 0) { double a_sum = a[n + 2];
 * check-omits: b_sum
 */
