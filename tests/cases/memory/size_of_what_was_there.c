#include <adgen/adgen.h>
#include <stdlib.h>

ADGEN_GRAD(x)
double larger_where_null(const double *x, int n)
{
    double *p = NULL, s = 0.0;

    p = calloc(p == NULL ? 4 : 1, sizeof *p);
    if (!p)
        abort();
    for (int i = 0; i < 4; i++) {
        p[i] += x[i] * x[0];
        p[3 - i] *= x[i];
    }
    for (int i = 0; i < n; i++)
        s += p[i] * (i + 1);
    free(p);
    return s;
}

/* A copy that is as long as what p points into. */
ADGEN_GRAD(x)
double copied(const double *x, int n)
{
    double  a[6], s = 0.0, *p = a, *end, *from = p;

    for (int i = 0; i < n; i++)
        a[i] = x[i] * x[i];
    end = a + n;
    p = malloc((size_t)(end - p + 1) * sizeof *p);
    if (!p)
        abort();
    for (int i = 0; i < n; i++)
        p[i] = from[i] * x[n - 1 - i];
    for (int i = 0; i < n; i++)
        s += p[i] * from[i];
    free(p);
    return s;
}

/*
 * check: sizes of blocks that are computed from the pointer which gets the block
 * check-gradient: larger_where_null(random(4, -1, 1), 4)
 * check-gradient: copied(zeros(0), 0)
 * check-gradient: copied(random(6, -1, 1), 6)
 */
