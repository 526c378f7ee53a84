#include <adgen/adgen.h>
#include <math.h>
#include <stdlib.h>

typedef struct Force {
    double x, y;
} Force;

/* The last force is that of the step before. */
ADGEN_GRAD(p)
double but_the_last(int n, int steps, double *restrict p, double *restrict q)
{
    Force *f = malloc((n + 1) * sizeof *f);
    double sum = 0.0;
    for (int i = 0; i <= n; i++)
        f[i] = (Force){0.1 * i, 0.2};
    for (int t = 0; t < steps; t++) {
        for (int i = 0; i < n; i++)
            f[i] = (Force){p[i] * q[i], p[i] / q[i]};
        f[n].x += f[0].x * f[n].y;
        for (int i = 0; i < n; i++) {
            Force *g = &f[i];
            g->x += f[n].x * p[i];
            p[i] = 0.5 * g->x * g->y + 0.1 * p[i] * q[i];
            q[i] = 0.5 * q[i] * g->x + 0.1 * g->y * p[i] + 1.0;
        }
    }
    for (int i = 0; i < n; i++)
        sum += p[i] * p[i] + f[n].x;
    free(f);
    return sum;
}

/* The forces of the step before, where it is not the first. */
ADGEN_GRAD(p)
double where_it_is_the_first(int n, int steps, double *restrict p, double *restrict q)
{
    Force *f = malloc(n * sizeof *f);
    double sum = 0.0;
    for (int t = 0; t < steps; t++) {
        if (t == 0)
            for (int i = 0; i < n; i++)
                f[i] = (Force){p[i] * q[i], p[i] / q[i]};
        for (int i = 0; i < n; i++) {
            Force *g = &f[i];
            g->x += 0.5 * g->y * p[i];
            p[i] = 0.5 * g->x * g->y + 0.1 * p[i] * q[i];
            q[i] = 0.5 * q[i] * g->x + 0.1 * g->y * p[i] + 1.0;
        }
    }
    for (int i = 0; i < n; i++)
        sum += p[i] * p[i] + q[i];
    free(f);
    return sum;
}

/* One is read before they are set. */
ADGEN_GRAD(p)
double read_before(int n, int steps, double *restrict p, double *restrict q)
{
    Force *f = malloc(n * sizeof *f);
    double sum = 0.0;
    for (int i = 0; i < n; i++)
        f[i] = (Force){0.1 * i, 0.2};
    for (int t = 0; t < steps; t++) {
        sum += 0.5 * f[n - 1].x * f[n - 1].x;
        for (int i = 0; i < n; i++)
            f[i] = (Force){p[i] * q[i], p[i] / q[i]};
        for (int i = 0; i < n; i++) {
            Force *g = &f[i];
            p[i] = 0.5 * g->x * g->y + 0.1 * p[i] * q[i];
            q[i] = 0.5 * q[i] * g->x + 0.1 * g->y * p[i] + 1.0;
        }
    }
    for (int i = 0; i < n; i++)
        sum += p[i] * p[i] + q[i];
    free(f);
    return sum;
}

/*
 * check: memory that a step does not fill before it reads it is part of the state
 * check-gradient: but_the_last(3, 3, random(3, 0.2, 0.9), random(3, 1, 2))
 * check-gradient: but_the_last(0, 3, {}, {})
 * check-gradient: where_it_is_the_first(3, 3, random(3, 0.2, 0.9), random(3, 1, 2))
 * check-gradient: read_before(3, 3, random(3, 0.2, 0.9), random(3, 1, 2))
 * check-has: memcpy(f, f_state + step * f_size, f_size * sizeof(struct Force));
 */
