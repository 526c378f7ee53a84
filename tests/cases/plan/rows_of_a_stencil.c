#include <adgen/adgen.h>
#include <stdlib.h>

ADGEN_GRAD(u0, b)
double burgers(int n, int steps, double a, double b, const double *u0)
{
    double *u = malloc((size_t)n * sizeof *u);
    double *v = malloc((size_t)n * sizeof *v);
    double loss = 0.0;
    for (int i = 0; i < n; i++)
        u[i] = u0[i];
    for (int t = 0; t < steps; t++) {
        double *swap;
        v[0] = 0.0;
        for (int i = 1; i < n - 1; i++)
            v[i] = u[i] - a * u[i] * (u[i + 1] - u[i - 1]) + b * (u[i + 1] - 2.0 * u[i] + u[i - 1]);
        v[n - 1] = 0.0;
        swap = u;
        u = v;
        v = swap;
    }
    for (int i = 0; i < n; i++)
        loss += u[i] * u[i];
    free(u);
    free(v);
    return loss;
}

/*
 * check: a row is kept once per step, although three of its elements are read for each
 * check-gradient: burgers(6, 3, 0.1, 0.2, random(6, 0, 1))
 * check-gradient: burgers(6, 4, 0.1, 0.2, random(6, 0, 1))
 * check-gradient: burgers(6, 0, 0.1, 0.2, random(6, 0, 1))
 * check-gradient: burgers(1, 2, 0.1, 0.2, random(1, 0, 1))
 * check-has: v = u + n;
 * check-has: u_kept[i + 1] - u_kept[i - 1]
 * check-has: adgen_allocate(((long)steps > 0 ? (long)steps + 1 : 1) * n, sizeof(double))
 * check-omits: u_value_at
 */
