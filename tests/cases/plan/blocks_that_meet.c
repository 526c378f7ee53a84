#include <adgen/adgen.h>
#include <stdlib.h>

/* Two pointers that a branch may send into one block are not a double buffer. */
ADGEN_GRAD(x)
double meet(int n, int steps, int when, const double *x)
{
    double *p = malloc((size_t)n * sizeof *p), *q = malloc((size_t)n * sizeof *q);
    double *a = p, *b = q, sum = 0.0;
    for (int i = 0; i < n; i++)
        p[i] = q[i] = x[i];
    for (int t = 0; t < steps; t++) {
        double *swap;
        for (int i = 1; i < n; i++)
            b[i] = a[i - 1] * a[i] * 0.5 + b[i];
        swap = a;
        a = b;
        if (t != when)
            b = swap;
    }
    for (int i = 0; i < n; i++)
        sum += a[i] * b[i];
    free(p);
    free(q);
    return sum;
}

/* Three rows that take turns; and one that is left by a break before it is swapped. */
ADGEN_GRAD(x)
double turns(int n, int steps, const double *x)
{
    double *a = malloc((size_t)n * sizeof *a), *b = malloc((size_t)n * sizeof *b), *c = malloc((size_t)n * sizeof *c);
    double sum = 0.0;
    for (int i = 0; i < n; i++) {
        a[i] = x[i];
        b[i] = 0.5 * x[i];
    }
    for (int t = 0; t < steps; t++) {
        double *first = a;
        for (int i = 0; i < n; i++)
            c[i] = 2.0 * b[i] * b[i] - a[i] * b[i];
        if (c[0] > 40.0)
            break;
        a = b;
        b = c;
        c = first;
    }
    for (int i = 0; i < n; i++)
        sum += b[i];
    free(a);
    free(b);
    free(c);
    return sum;
}

/*
 * check: pointers that are swapped: apart, or sent into one block
 * check-gradient: meet(4, 5, 2, random(4, 0, 1))
 * check-gradient: meet(4, 5, 9, random(4, 0, 1))
 * check-gradient: turns(3, 4, random(3, 0, 1))
 * check-gradient: turns(3, 6, random(3, 1, 2))
 */
