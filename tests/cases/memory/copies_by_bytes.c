#include <adgen/adgen.h>
#include <stdlib.h>
#include <string.h>

struct state { double a[3]; int k; const double *p; };

ADGEN_GRAD(x)
double f(int n, const double *x)
{
    double       h[4], m[2][3], sum = 0.0, *t = malloc((size_t)n * sizeof *t);
    struct state q, r;

    memset(h, 0, sizeof h);
    memset(&q, 0, sizeof q);
    memset(m, 0, sizeof(m));
    memcpy(t, x, (size_t)n * sizeof *t);
    q.p = t;
    for (int i = 0; i < n; i++) {
        h[i % 4] += t[i] * x[0];
        q.a[i % 3] += t[i] * q.p[0];
        m[i % 2][i % 3] += t[i] * t[i];
    }
    memmove(t + 1, t, (size_t)(n - 1) * sizeof(double));
    memmove(t, t + 1, sizeof(double) * (size_t)(n - 2));
    memcpy(&r, &q, sizeof r);
    memcpy(m[1], m[0], 3 * sizeof(double));
    memcpy(q.a, r.a, 24);
    memset(&h[1], 0, sizeof h[1]);
    for (int i = 0; i < n; i++)
        sum += t[i] * h[i % 4] * r.a[i % 3] * q.a[0] + m[1][i % 3] * r.p[i];
    free(t);
    return sum;
}

/*
 * check: memset to zero, memcpy and memmove of reals, matrices and records
 * check-gradient: f(5, random(5, -1, 1))
 * check-gradient: f(2, random(2, -1, 1))
 */
