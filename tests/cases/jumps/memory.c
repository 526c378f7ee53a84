#include <adgen/adgen.h>
#include <math.h>
#include <stdlib.h>

struct pair { double a, b; };

ADGEN_VJP()
void smooth(int n, double *x, int rounds)
{
    double *p = x;
    int     left = n;
again:
    if (left < 2)
        goto next_round;
    p[1] = p[0] * 0.3 + p[1] * p[1] * 0.5;
    p++;
    left--;
    goto again;
next_round:
    if (rounds-- > 0) {
        p = x;
        left = n;
        goto again;
    }
}

ADGEN_GRAD(x)
double growing(int n, const double *x)
{
    double *t = NULL, s = 0.0;
    int     size = 1;
retry:
    t = malloc((size_t)size * sizeof *t);
    if (!t)
        goto fail;
    for (int i = 0; i < size && i < n; i++) {
        t[i] = x[i] * (i ? t[i - 1] : 1.0);
        s += t[i] * t[i];
    }
    if (size < n) {
        free(t);
        size *= 2;
        goto retry;
    }
    s += t[0];
    free(t);
    return s;
fail:
    return -1.0;
}

/* Declarations that gotos go over and back. */
ADGEN_GRAD(x)
double scopes(double x, int n)
{
    int k = 0;
again:;
    double      y = sin(x) + k, z[3] = {x, y};
    struct pair q = {.b = y * x};
    if (k == 1)
        goto middle;
    z[2] = y;
    q.a += z[0];
middle:
    z[1] += q.b * x;
    if (++k < n)
        goto again;
    const double w = z[0] + z[1] + z[2] + q.a;
    if (w > 100.0)
        goto again;
    return w * y;
}

ADGEN_GRAD(x)
double sized(double x, int n)
{
    int    k = 1;
    double s = 0.0;
again:;
    double t[k + 1];
    for (int i = 0; i <= k; i++)
        t[i] = x * (i + s);
    s += t[k] * t[0];
    if (++k < n)
        goto again;
    return s + t[k - 1];
}

ADGEN_GRAD(x)
double opened(double x, int n)
{
    double s = 0.0;
    int    i;
    if (n == 3)
        goto inside;
    for (i = 0; i < n; i++) {
        double      t[2] = {x, s}, u = t[0] * t[1];
        struct pair q = {u, x};
        if (i == 2)
            goto inside;
        s += u + x;
        if (0) {
        inside:
            t[0] = t[1] = u = x;
            q = (struct pair){1.0, u};
            i = 3;
        }
        s += t[0] * t[1] + u * q.b + q.a;
    }
    return s;
}

/*
 * check: arrays, pointers that walk, allocations and declarations in the reach of gotos
 * check-gradient: smooth(5, random(5, 0.2, 1.5), 2)
 * check-gradient: smooth(2, random(2, 0.2, 1.5), 0)
 * check-gradient: smooth(1, random(1, 0.2, 1.5), 1)
 * check-gradient: growing(5, random(5, 0.2, 1.5))
 * check-gradient: growing(1, random(1, 0.2, 1.5))
 * check-gradient: scopes(0.8, 0)
 * check-gradient: scopes(0.8, 4)
 * check-gradient: sized(0.8, 0)
 * check-gradient: sized(0.8, 4)
 * check-gradient: opened(0.8, 2)
 * check-gradient: opened(0.8, 3)
 * check-gradient: opened(0.8, 6)
 */
