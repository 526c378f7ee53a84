#include <adgen/adgen.h>
#include <stdlib.h>

struct vec {
    int     n;
    double *at;
};

static struct vec *vec_new(int n)
{
    struct vec *v = malloc(sizeof *v);
    v->n = n;
    v->at = calloc((size_t)n + 1, sizeof(double));
    return v;
}

static void vec_free(struct vec *v)
{
    free(v->at);
    free(v);
}

ADGEN_GRAD(x)
double vectors(int n, const double *x)
{
    struct vec *a = vec_new(n), *b = vec_new(n);
    double s = 0;
    for (int i = 0; i < n; i++)
        a->at[i] = x[i] * x[i];
    for (int i = 0; i < b->n; i++) {
        double t = a->at[i] * x[i];
        if (t < 0)
            t = 0;
        b->at[i] = t * t;
    }
    for (int i = 0; i < b->n; i++)
        s += b->at[i] * b->at[i];
    vec_free(a);
    vec_free(b);
    return s;
}

ADGEN_GRAD(x)
double in_line(int n, const double *x)
{
    struct vec *a = malloc(sizeof *a);
    double s = 0;
    a->n = n;
    a->at = malloc((n + 1) * sizeof(double));
    for (int i = 0; i < n; i++)
        a->at[i] = x[i] * x[i];
    for (int i = 0; i < n; i++)
        s += a->at[i] * a->at[i] * x[i];
    free(a->at);
    free(a);
    return s;
}

/* Rows of one block, behind pointers to them. */
ADGEN_GRAD(x)
double rows(int n, const double *x)
{
    double **a = malloc((n + 1) * sizeof *a), s = 0;
    a[0] = malloc(((size_t)n * n + 1) * sizeof **a);
    for (int i = 1; i < n; i++)
        a[i] = a[0] + i * n;
    for (int i = 0; i < n; i++)
        for (int j = 0; j < n; j++)
            a[i][j] = x[i] * x[j];
    for (int i = 0; i < n; i++)
        s += a[i][i] * a[0][i];
    free(a[0]);
    free(a);
    return s;
}

/*
 * check: a block is freed after those that are found through it
 * check-gradient: vectors(3, {0.5, -0.7, 1.2})
 * check-gradient: vectors(0, {})
 * check-gradient: in_line(3, random(3, 0.5, 1.5))
 * check-gradient: rows(3, random(3, 0.5, 1.5))
 * check-gradient: rows(1, random(1, 0.5, 1.5))
 */
