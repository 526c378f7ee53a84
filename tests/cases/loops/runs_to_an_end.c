#include <adgen/adgen.h>
#include <stddef.h>

struct body { double x, v, m; };

/* A pointer that runs up to an end, and looks for the fastest. */
static double fastest(const struct body *p, int n)
{
    const struct body *end = p + n;
    double             most = 0.0;

    for (; p < end; p++) {
        double v2 = p->v * p->v * p->m;
        if (v2 > most)
            most = v2;
    }
    return most;
}

ADGEN_GRAD(b)
double speed(int n, const struct body *b)
{
    return fastest(b, n) * b[0].x;
}

/* Rows that begin where others end; the pointer goes on from row to row. */
ADGEN_GRAD(val, x)
double sparse(int rows, const int *start, const int *col, const double *val, const double *x)
{
    const double *v = val;
    double        s = 1.0;

    for (int i = 0; i < rows; i++) {
        const int *c = col + start[i], *end = col + start[i + 1];
        double     y = 0.0;
        while (c != end)
            y += *v++ * x[*c++];
        s += y * y * s;
    }
    return s;
}

/* Asked for behind the loop, and between the step and the end of the body. */
ADGEN_GRAD(x)
double behind(size_t n, const double *x)
{
    const double *p = x, *end = x + n;
    double        s = 1.0;

    while (end != p) {
        s *= *p++;
        s += p == end ? 0.5 : *p * 0.25;
    }
    for (int k = 0; k < 2; k++)
        while (p > x)
            s += *--p * s;
    return s;
}

/* The end has no adjoint; the pointer, that goes back from there, has one. */
ADGEN_GRAD(x)
double there_and_back(const double *x, const double *end)
{
    const double *p = x;
    double        s = 1.0;

    while (p != end)
        s += *p++ * s;
    while (p != x)
        s += *--p * s;
    return s;
}

ADGEN_GRAD(x)
double there_and_back_of(int n, const double *x)
{
    return there_and_back(x, x + n);
}

/* The end moves, the pointer takes two steps, the loop is left: not these. */
ADGEN_GRAD(x)
double others(int n, const double *x)
{
    const double *p = x, *end = x + n;
    double        s = 1.0;

    for (; p < end; p++, end--)
        s += *p * s;
    for (p = x; p < x + n; p += 2)
        s += *p * s;
    for (p = x, end = x + n; p != end; p++) {
        if (*p > 2.0)
            break;
        s += *p * *p;
    }
    return s;
}

/*
 * check: loops in which a pointer runs up to an end count
 * check-gradient: speed(3, {{0.7, 0.9, 1.1}, {0.8, 1.4, 0.9}, {0.6, 0.5, 1.2}})
 * check-gradient: sparse(3, {0, 2, 3, 5}, {0, 2, 1, 0, 2}, random(5, 0.5, 1.5), random(3, 0.5, 1.5))
 * check-gradient: behind(4, random(4, 0.5, 1.5))
 * check-gradient: behind(0, random(1, 0.5, 1.5))
 * check-gradient: there_and_back_of(3, random(3, 0.5, 1.5))
 * check-has: p += end - p;
 * check-gradient: others(5, random(5, 0.5, 1.5))
 * check-gradient: others(5, {0.5, 0.7, 2.5, 0.6, 0.4})
 * check-has: i_2 < end - c
 * check-has: b_adj[winner].v +=
 * check-has: for (; p < end;
 */
