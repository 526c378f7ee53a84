#include <adgen/adgen.h>
#include <math.h>

/* What an iteration of the outer loop needs of its inner ones is what they sum up: as many numbers as there are rows. */
ADGEN_GRAD(q)
double rows(int n, int m, int d, const double *q, const double *x)
{
    double sum = 0.0;

    for (int t = 0; t < n; t++) {
        double norm = 0.0;

        for (int i = 0; i < m; i++) {
            double y = 0.0;

            for (int j = 0; j < d; j++)
                y += q[i * d + j] * x[t * d + j];
            norm += y * y;
        }
        sum += log(1.0 + norm);
    }
    return sum;
}

/* Two loops further in, and through a pointer that only names a row. */
ADGEN_GRAD(q, mean)
double groups(int n, int k, int d, const double *q, const double *mean, const double *x)
{
    double sum = 0.0;

    for (int t = 0; t < n; t++) {
        double all = 0.0;

        for (int c = 0; c < k; c++) {
            const double *l = q + c * (d * (d + 1) / 2);
            double        norm = 0.0;

            for (int i = 0; i < d; i++) {
                double y = 0.0;

                for (int j = 0; j <= i; j++)
                    y += l[i * (i + 1) / 2 + j] * (x[t * d + j] - mean[c * d + j]);
                norm += y * y;
            }
            all += norm * norm;
        }
        sum += log(1.0 + all);
    }
    return sum;
}

/*
 * check: sums that inner loops leave are kept for one iteration of the outer loop, rather than added up again
 * check-has: double *y_at = adgen_allocate(m, sizeof(double));
 * check-has: y_at[i] = y;
 * check-has: double *y_at = adgen_allocate((long)k * d, sizeof(double));
 * check-has: y_at[(long)c * d + i] = y;
 * check-gradient: rows(3, 2, 3, random(6, -1, 1), random(9, -1, 1))
 * check-gradient: rows(2, 0, 3, NULL, random(6, -1, 1))
 * check-gradient: rows(2, 2, 0, {0}, {0})
 * check-gradient: rows(0, 2, 3, NULL, NULL)
 * check-gradient: groups(3, 2, 3, random(12, -1, 1), random(6, -1, 1), random(9, -1, 1))
 * check-gradient: groups(2, 0, 3, NULL, NULL, NULL)
 * check-gradient: groups(2, 2, 0, {0}, {0}, {0})
 * check-gradient: groups(0, 2, 3, NULL, NULL, NULL)
 */
