#include <adgen/adgen.h>
#include <math.h>
#include <stdlib.h>

typedef struct {
    int n;
    const int *row;         /* n + 1 entries */
    const int *col;
    double *val;
} csr;

static void multiply(const csr *m, const double *x, double *y)
{
    for (int i = 0; i < m->n; i++) {
        double sum = 0.0;
        for (int e = m->row[i]; e < m->row[i + 1]; e++)
            sum += m->val[e] * x[m->col[e]];
        y[i] = sum;
    }
}

static double one_norm(int n, const double *x)
{
    double sum = 0.0;
    const double *end = x + n;
    for (; x < end; ++x)
        sum += fabs(*x);
    return sum;
}

/* Power iteration with damping; the weighted sum of the ranks. */
ADGEN_GRAD(links, weight)
double rank(const csr *links, const double *weight, double damping, double tolerance, int max_steps)
{
    const int n = links->n;
    double *x, *y, *swap, change = 1.0, score = 0.0;

    if (n == 0)
        return 0.0;
    x = calloc((size_t)n, sizeof(double));
    y = calloc((size_t)n, sizeof(double));
    if (!x || !y) {
        free(x);
        free(y);
        return NAN;
    }
    for (int i = 0; i < n; i++)
        x[i] = 1.0 / n;

    for (int step = 0; step < max_steps && change > tolerance; step++) {
        double total;

        multiply(links, x, y);
        for (int i = 0; i < n; i++)
            y[i] = damping * y[i] + (1.0 - damping) / n;
        total = one_norm(n, y);
        change = 0.0;
        for (int i = 0; i < n; i++) {
            y[i] /= total;
            change += fabs(y[i] - x[i]);
        }
        swap = x;
        x = y;
        y = swap;
    }
    for (int i = 0; i < n; i++)
        score += weight[i] * x[i];
    free(x);
    free(y);
    return score;
}

/*
 * check: a sparse matrix times a vector until it settles, malloc'ed buffers that take turns
 * check-header-after: its struct has no tag
 * check-gradient: rank(&{0, {0}, zeros(0), zeros(0)}, zeros(0), 0.8, 1e-3, 5)
 * check-gradient: rank(&{1, {0, 1}, {0}, {1.0}}, {2.0}, 0.8, 1e-3, 5)
 * check-value: weight[0] = 1
 * check-value: links->val[0] = 0
 * check-gradient: rank(&{3, {0, 2, 3, 5}, {1, 2, 0, 0, 1}, random(5, 0.2, 1)}, random(3, -1, 1), 0.85, 0.0, 1)
 * check-gradient: rank(&{3, {0, 2, 3, 5}, {1, 2, 0, 0, 1}, random(5, 0.2, 1)}, random(3, -1, 1), 0.85, 1e-4, 6)
 * check-gradient: rank(&{4, {0, 2, 2, 5, 6}, {1, 3, 0, 3, 1, 2}, random(6, 0.2, 1)}, random(4, -1, 1), 0.85, 0.0, 9)
 */
