#include <adgen/adgen.h>
#include <math.h>
#include <stdlib.h>

/* Solve L z = b again and again, each time with rows that grow; and elimination, whose rows shrink. */
ADGEN_GRAD(a)
double eliminate(int n, const double *a)
{
    double *m = malloc((size_t)n * (size_t)n * sizeof *m);
    double det = 1.0;
    for (int i = 0; i < n * n; i++)
        m[i] = a[i];
    for (int k = 0; k < n; k++) {
        for (int i = k + 1; i < n; i++) {
            double factor = m[i * n + k] / m[k * n + k];
            for (int j = k; j < n; j++)
                m[i * n + j] -= factor * m[k * n + j];
        }
        det *= m[k * n + k];
    }
    free(m);
    return det;
}

ADGEN_GRAD(x)
double prefixes(int n, double x[n])
{
    double sum = 0.0;
    for (int t = 1; t < n; t++) {
        double part = 0.0;
        for (int i = 0; i < t; i++)
            for (int j = 0; j <= i; j++)
                part += x[i] * x[j] * x[t];
        for (int i = 0; i < t; i++)
            x[i] = sin(x[i]) + part;
        sum += part;
    }
    return sum;
}

/*
 * check: rows whose lengths change from one step to the next
 * check-gradient: eliminate(4, random(16, 1, 2))
 * check-gradient: prefixes(5, random(5, -1, 1))
 */
