#include <adgen/adgen.h>
#include <stdlib.h>

/* The steps read both buffers, and add elsewhere. */
ADGEN_GRAD(s, u0)
double adding(int n, int steps, double s, double *restrict u0)
{
    double sum = 0.0;
    double *p1 = malloc((size_t)n * sizeof *p1), *p2 = malloc((size_t)n * sizeof *p2);

    for (int i = 0; i < n; i++) {
        p1[i] = u0[i] * s;
        p2[i] = s + 0.01 * i;
    }
    for (int t = 0; t < steps; t++) {
        for (int i = 1; i < n; i++)
            u0[i] += s * p2[i] * p1[i - 1];
        double *h = p2;
        p2 = p1;
        p1 = h;
    }
    for (int i = 0; i < n; i++)
        p2[i] = p2[i] * p1[i];
    for (int i = 0; i < n; i++)
        sum += u0[i] * u0[i] + p1[i] * s + p2[i] * s;
    free(p1);
    free(p2);
    return sum;
}

/* One step in a loop around. */
ADGEN_GRAD(s, u0)
double nested(int n, int steps, double s, double *restrict u0)
{
    double sum = 0.0;
    double *p1 = malloc((size_t)n * sizeof *p1), *p2 = malloc((size_t)n * sizeof *p2);

    for (int i = 0; i < n; i++) {
        p1[i] = u0[i] * s;
        p2[i] = s + 0.01 * i;
    }
    for (int round = 0; round < steps; round++)
        for (int t = 0; t <= round; t++) {
            double *h = p2;

            for (int i = 1; i < n; i++)
                u0[i] += s * p2[i] * p1[i - 1];
            p2 = p1;
            p1 = h;
        }
    for (int i = 0; i < n; i++)
        sum += u0[i] * u0[i] + p1[i] * s + p2[i] * p2[i];
    free(p1);
    free(p2);
    return sum;
}

/*
 * check: steps that hand buffers round run backward in their order, though they only add to what others add to
 * check-gradient: adding(2, 2, 0.7, random(2, 0.1, 1.0))
 * check-gradient: adding(2, 1, 0.7, random(2, 0.1, 1.0))
 * check-gradient: adding(2, 3, 0.7, random(2, 0.1, 1.0))
 * check-gradient: nested(3, 3, 0.7, random(3, 0.1, 1.0))
 * check-gradient: nested(4, 2, 0.7, random(4, 0.1, 1.0))
 */
