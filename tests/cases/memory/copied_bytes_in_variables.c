#include <adgen/adgen.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

struct matrix {
    int     rows, cols;
    double *at;
};

static void swap_rows(struct matrix *m, int i, int j, double *scratch)
{
    size_t bytes = (size_t)m->cols * sizeof(double);

    memcpy(scratch, m->at + i * m->cols, bytes);
    memcpy(m->at + i * m->cols, m->at + j * m->cols, bytes);
    memcpy(m->at + j * m->cols, scratch, bytes);
}

ADGEN_GRAD(x)
double alternating(int n, const double *x)
{
    struct matrix m = {n, n, malloc((size_t)(n * n) * sizeof(double))};
    double        scratch[8], s = 0.0;

    memcpy(m.at, x, (size_t)(n * n) * sizeof *x);
    for (int i = 0; i + 1 < n; i++) {
        swap_rows(&m, i, n - 1 - i, scratch);
        for (int j = 0; j < n; j++)
            m.at[i * n + j] *= sin(m.at[j * n + i] + j);
    }
    for (int i = 0; i < n; i++)
        s += m.at[i * n + n - 1 - i] * (i + 1);
    free(m.at);
    return s;
}

struct point {
    double x, y, z;
};

struct cloud {
    int           count;
    struct point *points;
};

/* The number of bytes depends on the way that is taken, and shrinks. */
ADGEN_GRAD(c)
double partly(struct cloud *c, int half)
{
    struct point kept[4] = {{0.5, 0.0, 0.0}};
    size_t       bytes = 0;
    double       s = 0.0;

    if (half)
        bytes = (size_t)(c->count / 2) * sizeof(struct point);
    else if (c->count > 0)
        bytes = sizeof *c->points * (size_t)c->count - sizeof kept[0];
    while (bytes > 0) {
        memcpy(kept, c->points, bytes);
        for (int i = 0; i < c->count; i++)
            s += kept[i].x * c->points[i].y + s * kept[i].z;
        memset(kept, 0, bytes);
        bytes -= sizeof *kept;
    }
    return s + kept[0].x;
}

/*
 * check: numbers of bytes in variables that are computed from members, for memcpy and memset
 * check-gradient: alternating(0, zeros(0))
 * check-gradient: alternating(1, random(1, -1, 1))
 * check-gradient: alternating(3, random(9, -1, 1))
 * check-gradient: partly(&{4, {{0.3, 0.2, 0.1}, {0.7, 0.4, 0.6}, {0.9, 0.8, 0.2}, {0.5, 0.3, 0.1}}}, 0)
 * check-gradient: partly(&{4, {{0.3, 0.2, 0.1}, {0.7, 0.4, 0.6}, {0.9, 0.8, 0.2}, {0.5, 0.3, 0.1}}}, 1)
 */
