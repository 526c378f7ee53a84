#include <adgen/adgen.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

/* Rosenbrock's valley with a parameter, and its gradient where asked for. */
static double valley(int n, const double *x, double steep, double *g)
{
    double f = 0.0;

    if (g)
        memset(g, 0, (size_t)n * sizeof *g);
    for (int i = 0; i + 1 < n; i++) {
        double a = x[i + 1] - x[i] * x[i], b = 1.0 - x[i];
        f += steep * a * a + b * b;
        if (g) {
            g[i] -= 4.0 * steep * a * x[i] + 2.0 * b;
            g[i + 1] += 2.0 * steep * a;
        }
    }
    return f;
}

/* Descends from x by steepest descent with momentum and Armijo's rule: how well the optimiser does, by its own settings. */
ADGEN_GRAD(x, steep, momentum)
double descend(int n, double *x, double steep, double momentum, int steps, double *trace)
{
    double *g = NULL, *d = NULL, *try = NULL, f = 0.0;
    int done;

    g = malloc(((size_t)n + 1) * sizeof *g);
    d = calloc((size_t)n + 1, sizeof *d);
    try = malloc(((size_t)n + 1) * sizeof *try);
    if (!(g && d && try))
        goto cleanup;
    f = valley(n, x, steep, g);
    for (done = 0; done < steps; done++) {
        double slope = 0.0, t = 0.5, f_try;
        int halvings = 0;

        for (int i = 0; i < n; i++) {
            d[i] = momentum * d[i] - g[i];
            slope += g[i] * d[i];
        }
        if (slope >= 0.0) {
            slope = 0.0;
            for (int i = 0; i < n; i++) {
                d[i] = -g[i];
                slope -= g[i] * g[i];
            }
        }
        for (;;) {
            for (int i = 0; i < n; i++)
                try[i] = x[i] + t * d[i];
            f_try = valley(n, try, steep, NULL);
            if (f_try <= f + 1e-4 * t * slope)
                break;
            if (++halvings > 30)
                goto cleanup;
            t *= 0.5;
        }
        memmove(x, try, sizeof *x * (size_t)n);
        f = valley(n, x, steep, g);
        if (trace != NULL)
            trace[done] = f;
    }
cleanup:
    free(try);
    free(d);
    free(g);
    return f;
}

/*
 * check: an optimiser that is differentiated: a line search, gradients on request through a NULL pointer, goto out of two loops
 * check-gradient: descend(0, zeros(0), 3.0, 0.5, 0, NULL)
 * check-gradient: descend(2, {0.5, 0.5}, 3.0, 0.5, 0, NULL)
 * check-value: steep = 0.0625
 * check-gradient: descend(2, {0.5, 0.4}, 3.0, 0.5, 1, zeros(1))
 * check-gradient: descend(3, {-0.5, 0.4, 0.1}, 10.0, 0.4, 4, zeros(4))
 * check-gradient: descend(3, {-0.5, 0.4, 0.1}, 10.0, 0.4, 3, NULL)
 */
