#include <adgen/adgen.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

typedef struct { int n; double *v; } Matrix;

static Matrix matrix_new(int n)
{
    Matrix a = {n, malloc(n * n * sizeof(double))};
    return a;
}

static void multiply(Matrix c, Matrix a, Matrix b)
{
    for (int i = 0; i < c.n; i++)
        for (int j = 0; j < c.n; j++) {
            c.v[i * c.n + j] = 0;
            for (int k = 0; k < c.n; k++)
                c.v[i * c.n + j] += a.v[i * a.n + k] * b.v[k * b.n + j];
        }
}

/* Matrices in an array of records: their elements lie in one block, and are read again. */
ADGEN_GRAD(x)
double product(int m, int n, const double *x)
{
    Matrix p[8];
    double sum = 0;
    p[0] = matrix_new(n);
    memcpy(p[0].v, x, n * n * sizeof(double));
    for (int i = 1; i < m; i++) {
        p[i] = matrix_new(n);
        multiply(p[i], p[i - 1], p[0]);
    }
    for (int i = 0; i < n * n; i++)
        sum += p[m - 1].v[i] * p[m - 1].v[i];
    for (int i = 0; i < m; i++)
        free(p[i].v);
    return sum;
}

/* The same in a block of records. */
ADGEN_GRAD(x)
double layers(int m, int n, const double *x)
{
    Matrix *layer = malloc(m * sizeof *layer);
    double sum = 0;
    for (int i = 0; i < m; i++) {
        layer[i].n = n;
        layer[i].v = calloc(n, sizeof(double));
    }
    for (int j = 0; j < n; j++)
        layer[0].v[j] = x[j];
    for (int i = 1; i < m; i++)
        for (int j = 0; j < layer[i].n; j++)
            for (int k = 0; k < layer[i - 1].n; k++)
                layer[i].v[j] += sin(layer[i - 1].v[k] * (j + 1));
    for (int j = 0; j < layer[m - 1].n; j++)
        sum += layer[m - 1].v[j] * layer[m - 1].v[j];
    for (int i = 0; i < m; i++)
        free(layer[i].v);
    free(layer);
    return sum;
}

struct image { int h, w; double *at; };

static struct image *image_new(int h, int w)
{
    struct image *im = malloc(sizeof *im);
    im->h = h;
    im->w = w;
    im->at = calloc(h * w, sizeof(double));
    return im;
}

static void image_free(struct image *im)
{
    free(im->at);
    free(im);
}

static struct image *smooth(const struct image *in)
{
    struct image *out = image_new(in->h - 1, in->w - 1);
    for (int i = 0; i < out->h; i++)
        for (int j = 0; j < out->w; j++)
            out->at[i * out->w + j] = in->at[i * in->w + j] * in->at[(i + 1) * in->w + j + 1];
    return out;
}

/* Records in blocks of their own are their members. */
ADGEN_GRAD(x)
double images(int n, const double *x)
{
    struct image *im = image_new(n, n), *a, *b;
    double sum = 0;
    for (int i = 0; i < n * n; i++)
        im->at[i] = x[i];
    a = smooth(im);
    b = smooth(a);
    for (int i = 0; i < b->h * b->w; i++)
        sum += b->at[i] * b->at[i];
    image_free(im);
    image_free(a);
    image_free(b);
    return sum;
}

/*
 * check: records in arrays and blocks, by member
 * check-gradient: product(4, 3, random(9, -1, 1))
 * check-gradient: product(1, 2, random(4, -1, 1))
 * check-gradient: layers(3, 4, random(4, -1, 1))
 * check-gradient: images(4, random(16, -1, 1))
 * check-gradient: images(2, random(4, -1, 1))
 * check-has: p_v[
 * check-has: double *layer_v = calloc((long)m * n, sizeof(double));
 * check-omits: struct image
 */
