#include <adgen/adgen.h>
#include <stdlib.h>

struct buf { double *d; double scale; int n, cap; };
static void reserve(struct buf *b, int need)
{
    int cap = b->cap ? b->cap : 1;
    if (need <= b->cap)
        return;
    while (cap < need)
        cap *= 2;
    b->d = realloc(b->d, (size_t)cap * sizeof(*b->d));
    for (int i = b->cap; i < cap; i++)
        b->d[i] = b->scale * i;
    b->cap = cap;
}

static void append(struct buf *b, const double *x, int n)
{
    reserve(b, b->n + n);
    for (int i = 0; i < n; i++)
        b->d[b->n + i] += x[i] * b->scale;
    b->n += n;
}

ADGEN_GRAD(x, a)
double f(int n, const double *x, double a)
{
    struct buf p = {.scale = a}, q = {.scale = a * a};
    double r = 0.0;
    append(&p, x, n);
    append(&q, p.d, p.n);
    append(&p, x, n / 2);
    if (n > 2) {
        double *t = malloc((size_t)q.n * sizeof *t);
        for (int i = 0; i < q.n; i++) t[i] = q.d[i] * p.d[i];
        append(&p, t, q.n);
        free(t);
    }
    append(&q, p.d, p.n);
    for (int i = 0; i < p.n; i++)
        r += p.d[i] * q.d[i % q.cap] * p.scale;
    free(p.d);
    free(q.d);
    return r;
}

/*
 * check: two buffers whose helpers reserve room, clear it and append, one to the other
 * check-gradient: f(1, {0.7}, 1.2)
 * check-gradient: f(3, {0.7, 0.2, 0.5}, 0.7)
 * check-gradient: f(5, random(5, -1, 1), 0.9)
 */
