#include <adgen/adgen.h>
#include <float.h>
#include <math.h>
#include <stddef.h>
#include <stdlib.h>

/* The lower triangle row by row, by a pointer; the diagonal is stepped over apart. */
ADGEN_GRAD(l, x)
double lower(int n, const double *l, const double *x)
{
    double norm = 0.0;

    for (int i = 0; i < n; i++) {
        double y = 0.0;
        for (int j = 0; j < i; j++)
            y += *l++ * x[j];
        y += exp(*l++) * x[i];
        norm += y * y;
    }
    return norm;
}

/* The upper triangle without its diagonal, by a counter, which is asked for behind it. */
ADGEN_GRAD(l, x)
double upper(int n, const double *l, const double *x)
{
    double s = 0.0;
    int    at = 1;

    for (int i = 0; i < n; i++)
        for (int j = i + 1; j < n; j++)
            s += s * l[at++] * x[j] + x[i];
    return s * l[at];
}

/* The upper triangle with its diagonal, from the last row on, in a type without sign. */
ADGEN_GRAD(l)
double last_row_first(int n, const double *l)
{
    double       s = 0.5;
    unsigned int at = 0;

    for (int i = n - 1; i >= 0; i--) {
        for (int j = i; j < n; j++) {
            s += sin(l[at] * s) * j;
            at++;
        }
        s *= 0.9;
    }
    return s;
}

/* Up to and with the counter; columns of three; the whole of it twice. */
ADGEN_GRAD(l)
double in_threes(size_t n, const double *l)
{
    double s = 1.0;

    for (int k = 0; k < 2; k++) {
        const double *p = l + k;
        for (size_t i = 1; i < n; i++)
            for (size_t j = 0; j <= i; j++) {
                s += p[0] * p[2] * s * (k + 1);
                p += 3;
            }
    }
    return s;
}

/* A stride that is known when it runs. */
ADGEN_GRAD(l)
double strided(int n, int stride, const double *l)
{
    double s = 1.0;

    for (int i = n; i-- > 0;) {
        for (int j = 0; j < i; j++, l += stride)
            s += l[0] * s * 0.25;
        l -= stride;
        s *= l[0];
    }
    return s;
}

/* In rows of rows: how much a row adds is not one more than the one before. */
ADGEN_GRAD(l)
double tetrahedron(int n, const double *l)
{
    double s = 1.0;
    int    at = 0;

    for (int i = 0; i < n; i++)
        for (int j = 0; j < i; j++)
            for (int k = 0; k < j; k++)
                s += l[at++] * s;
    return s;
}

/* The first rows have less than no columns. */
ADGEN_GRAD(l)
double from_the_fourth(int n, const double *l)
{
    double s = 1.0;
    int    at = 0;

    for (int i = 0; i < n; i++) {
        for (int j = 0; j < i - 3; j++)
            s += l[at++] * s;
        s *= l[at];
    }
    return s;
}

/* What has no sign begins before zero. */
ADGEN_GRAD(l)
double before_zero(int n, const double *l)
{
    unsigned int at = (unsigned int)-1;
    double       s = 1.0;

    for (int i = 0; i < n; i++)
        for (int j = 0; j <= i; j++)
            s += l[++at] * s * 0.3;
    return s;
}

/* A pointer that looks for the largest. */
static double largest(const double *v, int n)
{
    double most = -DBL_MAX;

    while (n--) {
        if (*v > most)
            most = *v;
        v++;
    }
    return most;
}

ADGEN_GRAD(x)
double smooth_largest(int n, const double *x)
{
    double most = largest(x, n), s = 0.0;

    for (int i = 0; i < n; i++)
        s += exp(2.0 * (x[i] - most));
    return most * most + 0.5 * log(s);
}

/* A long counter, and an index that is asked for behind the loop. */
ADGEN_GRAD(x)
double behind_largest(int n, const double *x)
{
    int    at = 0;
    long   k = n;
    double most = 0.5;

    while (k--) {
        if (x[at] > most)
            most = x[at];
        at++;
    }
    return most * x[at];
}

/* What the counter begins with is changed in the loop. */
ADGEN_GRAD(x)
double changed_bound(int n, const double *x)
{
    int    k = n;
    double most = 0.1;

    for (int i = k; i-- > 0;) {
        if (*x > most) {
            most = *x;
            k = 1;
        }
        x++;
    }
    return most * k;
}

/* A pointer that is asked whether it is null stays one. */
ADGEN_GRAD(x)
double asked(int n, const double *x, const double *weights)
{
    double        s = 1.0;
    const double *w = weights;

    for (int i = 0; i < n; i++)
        for (int j = 0; j < 2; j++) {
            s += x[i] * s * (w ? *w : 0.5);
            if (w != NULL)
                w++;
        }
    return s;
}

/*
 * check: what walks through triangles is what the counters say
 * check-gradient: lower(5, random(15, 0.1, 1.0), random(5, 0.5, 1.5))
 * check-gradient: lower(1, random(1, 0.1, 1.0), random(1, 0.5, 1.5))
 * check-gradient: lower(0, random(1, 0.1, 1.0), random(1, 0.5, 1.5))
 * check-gradient: upper(5, random(12, 0.1, 1.0), random(5, 0.5, 1.5))
 * check-gradient: upper(1, random(2, 0.1, 1.0), random(1, 0.5, 1.5))
 * check-gradient: last_row_first(4, random(10, 0.1, 1.0))
 * check-gradient: last_row_first(-1, random(1, 0.1, 1.0))
 * check-gradient: in_threes(4, random(30, 0.1, 0.5))
 * check-gradient: in_threes(1, random(4, 0.1, 0.5))
 * check-gradient: strided(4, 2, random(12, 0.5, 1.5))
 * check-gradient: strided(4, 1, random(6, 0.5, 1.5))
 * check-gradient: tetrahedron(5, random(10, 0.1, 1.0))
 * check-gradient: from_the_fourth(6, random(4, 0.5, 1.5))
 * check-gradient: before_zero(4, random(10, 0.5, 1.5))
 * check-gradient: smooth_largest(6, random(6, 0.5, 1.5))
 * check-gradient: behind_largest(5, random(6, 0.5, 1.5))
 * check-gradient: changed_bound(5, random(5, 0.5, 1.5))
 * check-gradient: asked(3, random(3, 0.5, 1.5), random(6, 0.5, 1.5))
 * check-gradient: asked(3, random(3, 0.5, 1.5), NULL)
 * check-has: y += l[i * ((long)i + 1) / 2 + j] * x[j];
 * check-has: l_adj[at_at[i] + j] +=
 * check-has: x_adj[winner] += most_adj;
 */
