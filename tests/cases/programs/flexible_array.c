#include <adgen/adgen.h>
#include <math.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

typedef struct poly {
    int degree;
    double c[];
} poly;

static poly *poly_alloc(int degree)
{
    poly *p = malloc(sizeof(poly) + (size_t)(degree + 1) * sizeof(double));
    if (!p)
        abort();
    p->degree = degree;
    for (int i = 0; i <= degree; i++)
        p->c[i] = 0.0;
    return p;
}

static poly *poly_product(const poly *a, const poly *b)
{
    poly *p = poly_alloc(a->degree + b->degree);
    for (int i = 0; i <= a->degree; i++)
        for (int j = 0; j <= b->degree; j++)
            p->c[i + j] += a->c[i] * b->c[j];
    return p;
}

static double poly_at(const poly *p, double x)
{
    double y = 0.0;
    for (int i = p->degree; i >= 0; --i)
        y = y * x + p->c[i];
    return y;
}

/* The polynomial with the given zeros, at x. */
ADGEN_GRAD()
double from_zeros(int n, const double *zero, double x)
{
    poly *p = poly_alloc(0);
    double y;

    p->c[0] = 1.0;
    for (int i = 0; i < n; i++) {
        poly *factor = poly_alloc(1), *product;
        factor->c[0] = -zero[i];
        factor->c[1] = 1.0;
        product = poly_product(p, factor);
        free(p);
        free(factor);
        p = product;
    }
    y = poly_at(p, x);
    free(p);
    return y;
}

/*
 * check: blocks of structs that end in a flexible array, replaced in a loop
 * check-gradient: from_zeros(0, zeros(0), 2.0)
 * check-value: return = 1
 * check-gradient: from_zeros(1, {3.0}, 2.0)
 * check-value: zero[0] = -1
 * check-gradient: from_zeros(2, {3.0, 1.0}, 2.0)
 * check-value: x = 0
 * check-gradient: from_zeros(4, random(4, -1, 1), 0.5)
 */
