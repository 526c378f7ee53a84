#include <adgen/adgen.h>
#include <stdlib.h>
#include <string.h>

enum { N = 2 };

ADGEN_GRAD(x)
double allocated(const double *x, int n)
{
    double *p = malloc(sizeof(double[2 * N + 2])), s = 0.0;
    double(**rows)[3] = malloc((size_t)n * sizeof(double(*)[3])), block[2][3];

    if (!p || !rows)
        abort();
    for (int i = 0; i < 6; i++)
        p[i] = x[i] * x[0];
    for (int i = 0; i < n; i++)
        rows[i] = &block[i % 2];
    for (int i = 0; i < 6; i++)
        (*rows[i % n])[i / 2] = p[5 - i] * x[1];
    for (int i = 0; i < n; i++)
        s += (*rows[i])[i % 3] * (i + 1);
    free(rows);
    free(p);
    return s;
}

ADGEN_GRAD(x)
double copied(const double *x)
{
    double a[4], b[4] = {1.0, 2.0, 3.0, 4.0}, s = 0.0;

    memset(b, 0, sizeof(double[2 * 2]) - sizeof(double[1 << 1]));
    for (int i = 0; i < 4; i++)
        a[i] = x[i] * x[i];
    memcpy(b, a, sizeof(double[1 + 2]));
    for (int i = 0; i < 4; i++)
        s += b[i] * (i + 1);
    return s;
}

#define ARRAY_OF(type, count) ((type *)malloc(sizeof(type[count])))
#define POINTER_SIZE(type) sizeof(type *)

struct pair {
    double first, second;
};

ADGEN_GRAD(x)
double by_macro(const double *x)
{
    double       *a = ARRAY_OF(double, 8), s = 0.0;
    struct pair **p = malloc(3 * POINTER_SIZE(struct pair)), pair = {x[0], x[1]};

    if (!a || !p)
        abort();
    for (int i = 0; i < 8; i++)
        a[i] = x[i % 3] * (i + 1);
    for (int i = 0; i < 3; i++)
        p[i] = &pair;
    for (int i = 0; i < 8; i++)
        s += a[i] * p[i % 3]->second;
    free(p);
    free(a);
    return s;
}

/*
 * check: sizeof of array types whose length is a sum or a product, and of pointers to arrays
 * check-gradient: allocated(random(6, 0.3, 0.9), 2)
 * check-gradient: allocated(random(6, 0.3, 0.9), 4)
 * check-gradient: copied(random(4, 0.3, 0.9))
 * check-gradient: by_macro(random(3, 0.3, 0.9))
 */
