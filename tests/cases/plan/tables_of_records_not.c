#include <adgen/adgen.h>
#include <math.h>
#include <stdlib.h>

typedef struct { int n; double *v; } Vector;

/* Records that are swapped as a whole, and sizes that differ. */
ADGEN_GRAD(x)
double sorted(int n, const double *x)
{
    Vector *rows = malloc(n * sizeof *rows);
    double sum = 0;
    for (int i = 0; i < n; i++) {
        rows[i].n = i + 1;
        rows[i].v = malloc((i + 1) * sizeof(double));
        for (int j = 0; j < rows[i].n; j++)
            rows[i].v[j] = x[i] * (j + 1);
    }
    for (int i = 0; i + 1 < n; i++)
        if (rows[i].v[0] < rows[i + 1].v[0]) {
            Vector old = rows[i];
            rows[i] = rows[i + 1];
            rows[i + 1] = old;
        }
    for (int i = 0; i < n; i++)
        for (int j = 0; j < rows[i].n; j++)
            sum += rows[i].v[j] * rows[i].v[0] * (i + 1);
    for (int i = 0; i < n; i++)
        free(rows[i].v);
    free(rows);
    return sum;
}

/* Sizes that change, and are zero at first. */
ADGEN_GRAD(x)
double lists(int n, const double *x)
{
    Vector *list = calloc(n, sizeof *list);
    double sum = 0;
    for (int i = 0; i < n; i++)
        list[i].v = calloc(n, sizeof(double));
    for (int i = 0; i < n; i++) {
        Vector *at = &list[i % 2];
        at->v[at->n] = x[i] * x[0];
        at->n++;
    }
    for (int i = 0; i < n; i++)
        for (int j = 0; j < list[i].n; j++)
            sum += list[i].v[j] * list[i].v[0];
    for (int i = 0; i < n; i++)
        free(list[i].v);
    free(list);
    return sum;
}

/* A member that is set to one value later: until then it is zero. */
ADGEN_GRAD(x)
double later(int n, const double *x)
{
    Vector *some = calloc(n, sizeof *some);
    double sum = 0;
    for (int i = 0; i < n; i++)
        some[i].v = malloc(n * sizeof(double));
    for (int k = 0; k < 2; k++)
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < some[i].n; j++)
                sum += some[i].v[j] * x[j];
            some[i].n = n;
            for (int j = 0; j < n; j++)
                some[i].v[j] = sin(x[i] * j) + sum * 0.1;
        }
    for (int i = 0; i < n; i++)
        free(some[i].v);
    free(some);
    return sum;
}

/* Two vectors of one memory. */
ADGEN_GRAD(x)
double views(int n, const double *x)
{
    Vector view[4];
    double sum = 0;
    for (int i = 0; i < 3; i++) {
        view[i].n = n;
        view[i].v = malloc(n * sizeof(double));
    }
    view[3].n = n;
    view[3].v = view[0].v;
    for (int i = 0; i < 3; i++)
        for (int j = 0; j < n; j++)
            view[i].v[j] = x[j] * (i + 1);
    for (int i = 1; i < 4; i++)
        for (int j = 0; j < view[i].n; j++) {
            view[i].v[j] *= view[0].v[n - 1 - j];
            sum += view[i].v[j];
        }
    for (int i = 0; i < 3; i++)
        free(view[i].v);
    return sum;
}

/*
 * check: records whose members do not stay, or that are reached otherwise
 * check-gradient: sorted(4, random(4, -1, 1))
 * check-gradient: lists(5, random(5, -1, 1))
 * check-gradient: later(3, random(3, -1, 1))
 * check-gradient: views(4, random(4, -1, 1))
 * check-has: Vector *rows
 * check-has: Vector *list
 * check-has: some_n[i]
 * check-has: *view_v[4]
 */
