#include <adgen/adgen.h>
#include <math.h>
#include <stdlib.h>

/* A pointer that keeps what another one led to before a loop handed it on. */
ADGEN_GRAD(x)
double held(int n, int epochs, int steps, const double *x)
{
    double *u = malloc((size_t)n * sizeof *u), *v = malloc((size_t)n * sizeof *v), sum = 0.0;
    for (int i = 0; i < n; i++) {
        u[i] = x[i];
        v[i] = 0.5 * x[i];
    }
    for (int e = 0; e < epochs; e++) {
        double *p = u;
        for (int t = 0; t < steps; t++) {
            double *swap = u;
            for (int i = 0; i < n; i++)
                v[i] = u[i] * u[i] + 0.1 * v[i];
            u = v;
            v = swap;
        }
        for (int i = 0; i < n; i++)
            sum += p[i] * (i + 1);
    }
    for (int i = 0; i < n; i++)
        sum += u[i];
    free(u);
    free(v);
    return sum;
}

ADGEN_GRAD(x)
double before(int n, int steps, const double *x)
{
    double *u = malloc((size_t)n * sizeof *u), *v = malloc((size_t)n * sizeof *v), sum = 0.0, *p = u;
    for (int i = 0; i < n; i++) {
        u[i] = x[i];
        v[i] = 0.5 * x[i];
    }
    for (int t = 0; t < steps; t++) {
        double *swap = u;
        for (int i = 0; i < n; i++)
            v[i] = u[i] * u[i] + 0.1 * v[i];
        u = v;
        v = swap;
    }
    for (int i = 0; i < n; i++) {
        p[i] = p[i] * p[i];
        sum += p[i] * (i + 1);
    }
    p = u;
    for (int i = 0; i < n; i++)
        sum += sin(p[i]);
    free(u);
    free(v);
    return sum;
}

/*
 * check: a pointer that keeps what another led to before a loop swapped that
 * check-gradient: held(3, 2, 3, random(3, 0, 1))
 * check-gradient: held(3, 2, 2, random(3, 0, 1))
 * check-gradient: before(3, 3, random(3, 0, 1))
 * check-gradient: before(3, 2, random(3, 0, 1))
 */
