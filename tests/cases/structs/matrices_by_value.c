#include <adgen/adgen.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

typedef struct { int n; double *v; } Matrix;

static Matrix matrix_new(int n)
{
    Matrix a = { n, malloc((size_t)n * n * sizeof(double) + 1) };
    return a;
}

static void matrix_multiply(Matrix c, Matrix a, Matrix b)
{
    for (int i = 0; i < c.n; i++)
        for (int j = 0; j < c.n; j++) {
            c.v[i * c.n + j] = 0.0;
            for (int k = 0; k < c.n; k++)
                c.v[i * c.n + j] += a.v[i * a.n + k] * b.v[k * b.n + j];
        }
}

/* Swapped as a whole: sizes and pointers are what they are called by. */
ADGEN_GRAD(mats)
double chain(int m, int n, double *const *mats)
{
    Matrix p = matrix_new(n), t = matrix_new(n);
    double sum = 0.0;

    memcpy(p.v, mats[0], (size_t)n * n * sizeof(double));
    for (int i = 1; i < m; i++) {
        Matrix next = { n, mats[i] };
        matrix_multiply(t, p, next);
        Matrix swap = p;
        p = t;
        t = swap;
    }
    for (int i = 0; i < n * n; i++)
        sum += p.v[i] * p.v[i];
    free(p.v);
    free(t.v);
    return sum;
}

static Matrix matrix_product(Matrix a, Matrix b)
{
    Matrix c = matrix_new(a.n);
    matrix_multiply(c, a, b);
    return c;
}

/* Returned, and put in the place of what it was made from. */
ADGEN_GRAD(x)
double powers(int n, int times, const double *x)
{
    Matrix p = matrix_new(n);
    double sum = 0.0;

    for (int i = 0; i < n * n; i++)
        p.v[i] = x[i];
    for (int t = 0; t < times; t++) {
        Matrix q = matrix_product(p, p);
        free(p.v);
        p = q;
    }
    for (int i = 0; i < n; i++)
        sum += p.v[i * n + i];
    free(p.v);
    return sum;
}

static void matrix_square(Matrix *c, const Matrix *a)
{
    matrix_multiply(*c, *a, *a);
}

/* By pointer, and of sizes that differ. */
ADGEN_GRAD(x)
double corners(int n, const double *x)
{
    Matrix large = matrix_new(n), other = matrix_new(n), small = matrix_new(1), held;
    double sum = 0.0;

    memcpy(large.v, x, (size_t)n * n * sizeof(double));
    matrix_square(&other, &large);
    small.v[0] = other.v[n * n - 1];
    held = other;
    for (int i = 0; i < 3; i++) {
        Matrix swap = held;
        held = small;
        small = swap;
        for (int k = 0; k < held.n * held.n; k++)
            sum += held.v[k] * small.v[k % (small.n * small.n)];
        held.v[0] *= sum;
    }
    free(large.v);
    free(other.v);
    free(held.v == other.v ? small.v : held.v);
    return sum;
}

typedef struct { const double *from; double *to; int count; } Range;
typedef struct { Range range; double scale; } Job;

static Job job_after(Job job, int done)
{
    Job next = job;
    next.range.from += done;
    next.range.to += done;
    next.range.count -= done;
    next.scale *= 0.5;
    return next;
}

/* Records in records that walk. */
ADGEN_GRAD(x, y)
void jobs(int n, const double *x, double *y)
{
    Job job = { { x, y, n }, 2.0 };
    while (job.range.count > 0) {
        int part = (job.range.count + 1) / 2;
        for (int i = 0; i < part; i++)
            job.range.to[i] = job.scale * job.range.from[i] * job.range.from[0];
        job = job_after(job, part);
    }
}

typedef struct { int n; double *v; bool own; int spare; } Held;

/* Members that nobody has set are copied with the others, but not read. */
ADGEN_GRAD(x, w)
double never_set(int n, const double *x, double *w)
{
    Held *rows = malloc(2 * sizeof *rows);
    double s = 0.0;

    for (int i = 0; i < 2; i++) {
        rows[i].n = n;
        rows[i].v = w + i;
    }
    for (int i = 0; i < n; i++)
        w[i] = x[i] * x[0];
    Held t = rows[0];
    rows[0] = rows[1];
    rows[1] = t;
    for (int i = 0; i + 1 < t.n; i++)
        s += rows[0].v[i] * rows[1].v[i] * t.v[i];
    free(rows);
    return s;
}

/*
 * check: records that bundle a size and a pointer, copied as a whole, by value, returned and swapped, become variables of their members; a size that all of them have is what it was set to
 * check-has: for (int i_2 = 0; i_2 < n; i_2++) {
 * check-omits: Matrix
 * check-gradient: chain(4, 2, {{0.5, -0.2, 0.7, 1.1}, {0.3, 0.9, -1.0, 0.4}, {-0.6, 0.8, 0.2, 0.5}, {1.2, -0.4, 0.1, 0.6}})
 * check-gradient: chain(1, 2, {{0.5, -0.2, 0.7, 1.1}})
 * check-gradient: powers(3, 2, random(9, -1, 1))
 * check-gradient: powers(2, 0, random(4, -1, 1))
 * check-gradient: corners(2, random(4, 0.2, 1))
 * check-gradient: never_set(3, random(3, -1, 1), zeros(4))
 * check-gradient: jobs(5, random(5, -1, 1), zeros(5))
 */
