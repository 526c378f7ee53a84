#include <adgen/adgen.h>
#include <math.h>
#include <stdlib.h>

/* Diffusion gathered beside two loops that become one: what a copy of a loop declares is its own. */
ADGEN_GRAD(b)
double mixture(int n, int steps, double b, const double *start)
{
    double *u = malloc((size_t)n * sizeof *u), *v = malloc((size_t)n * sizeof *v), *w = malloc((size_t)n * sizeof *w), *p = malloc((size_t)n * sizeof *p), sum = 0.0;

    for (int i = 0; i < n; i++)
        p[i] = u[i] = start[i];
    for (int t = 0; t < steps; t++) {
        double *swap = u;
        v[0] = 0.0;
        for (int i = 1; i < n - 1; i++)
            v[i] = u[i] - b * u[i] * (u[i + 1] - u[i - 1]) + b * (u[i + 1] - 2.0 * u[i] + u[i - 1]);
        v[n - 1] = 0.0;
        for (int i = 1; i < n; i++)
            w[i] = b * p[i - 1];
        for (int i = 1; i < n; i++)
            p[i] += w[i];
        u = v;
        v = swap;
    }
    for (int i = 0; i < n; i++)
        sum += u[i] * u[i] + p[i];
    free(u);
    free(v);
    free(w);
    free(p);
    return sum;
}

/*
 * check: the short version of a gathered loop and what is left of the long one declare their own variables
 * check-gradient: mixture(6, 3, 0.1, random(6, 0, 1))
 * check-gradient: mixture(3, 2, 0.1, random(3, 0, 1))
 * check-gradient: mixture(1, 2, 0.1, random(1, 0, 1))
 * check-has: if (n >= 4) {
 */
