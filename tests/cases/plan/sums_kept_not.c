#include <adgen/adgen.h>
#include <math.h>

/* No loop around says for how long: they would be kept until the end. */
ADGEN_VJP(q)
void results(int m, int d, const double *q, const double *x, double *restrict z)
{
    for (int i = 0; i < m; i++) {
        double y = 0.0;

        for (int j = 0; j < d; j++)
            y += q[j] * x[i * d + j];
        z[i] = y * y * y;
    }
}

/* A few terms are added up again in no time. */
ADGEN_GRAD(q)
double few(int n, int m, const double *q, const double *x)
{
    double sum = 0.0;

    for (int t = 0; t < n; t++) {
        double norm = 0.0;

        for (int i = 0; i < m; i++) {
            double y = 0.0;

            for (int j = 0; j < 3; j++)
                y += q[i * 3 + j] * x[t * 3 + j];
            norm += y * y;
        }
        sum += log(1.0 + norm);
    }
    return sum;
}

/* What is needed of each term, too, is not kept: as many numbers as the loops have iterations. */
ADGEN_GRAD(q)
double terms(int n, int m, int d, const double *q, const double *x)
{
    double sum = 0.0;

    for (int t = 0; t < n; t++) {
        double norm = 0.0;

        for (int i = 0; i < m; i++) {
            double y = 0.0;

            for (int j = 0; j < d; j++) {
                double u = q[i * d + j] - x[t * d + j];

                y += u * u;
            }
            norm += y * y;
        }
        sum += log(1.0 + norm);
    }
    return sum;
}

/*
 * check: sums are added up again where they would be kept for long, or are short, or the terms are needed, too
 * check-omits: y_at
 * check-gradient: results(2, 3, random(3, -1, 1), random(6, -1, 1), random(2, -1, 1))
 * check-gradient: few(3, 2, random(6, -1, 1), random(9, -1, 1))
 * check-gradient: few(2, 0, NULL, random(6, -1, 1))
 * check-gradient: terms(3, 2, 3, random(6, -1, 1), random(9, -1, 1))
 * check-gradient: terms(2, 2, 0, {0}, {0})
 */
