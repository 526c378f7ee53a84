#include "particles.h"

#include <adgen/adgen.h>
#include <math.h>
#include <stdlib.h>

/* Accelerations of n particles that attract one another; close ones less than they should. */
static void attract(int n, const double *mass, const double *x, double *a)
{
    for (int i = 0; i < 3 * n; i++)
        a[i] = 0.0;
    for (int i = 0; i < n; i++)
        for (int j = i + 1; j < n; j++) {
            double d[3];
            double square = 0.01;
            double force;

            for (int k = 0; k < 3; k++) {
                d[k] = x[3 * j + k] - x[3 * i + k];
                square += d[k] * d[k];
            }
            force = 1.0 / (square * sqrt(square));
            for (int k = 0; k < 3; k++) {
                a[3 * i + k] += mass[j] * force * d[k];
                a[3 * j + k] -= mass[i] * force * d[k];
            }
        }
}

/* A step that suits the largest acceleration. */
static double step_size(int n, const double *a)
{
    double largest = 0.0;

    for (int i = 0; i < n; i++) {
        double square = a[3 * i] * a[3 * i] + a[3 * i + 1] * a[3 * i + 1] + a[3 * i + 2] * a[3 * i + 2];

        if (square > largest)
            largest = square;
    }
    return 0.005 / sqrt(sqrt(largest));
}

/* How far n particles are spread out at a time, from positions x0[n][3] and velocities v0[n][3]. */
ADGEN_GRAD(mass, v0)
double particles(int n, double end, const double *mass, const double *x0, const double *v0)
{
    size_t bytes = 3 * (size_t)n * sizeof(double);
    double *x = malloc(bytes);
    double *v = malloc(bytes);
    double *a = malloc(bytes);
    double time = 0.0;
    double spread = 0.0;

    for (int i = 0; i < 3 * n; i++) {
        x[i] = x0[i];
        v[i] = v0[i];
    }
    while (time < end) {
        double dt;

        attract(n, mass, x, a);
        dt = step_size(n, a);
        if (time + dt > end)
            dt = end - time;
        for (int i = 0; i < 3 * n; i++) {
            v[i] += dt * a[i];
            x[i] += dt * v[i];
        }
        time += dt;
    }
    for (int i = 0; i < 3 * n; i++)
        spread += x[i] * x[i];
    free(x);
    free(v);
    free(a);
    return spread;
}
