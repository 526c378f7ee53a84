#include <adgen/adgen.h>
#include <stdlib.h>

ADGEN_GRAD(x)
double f(int n, const double *x)
{
    double *a = NULL, *b = NULL, s = -1.0;

    a = malloc((size_t)n * sizeof *a);
    if (!a)
        goto out;
    b = malloc((size_t)n * sizeof *b);
    if (!b)
        goto free_a;
    s = 0.0;
    for (int i = 0; i < n; i++) {
        a[i] = x[i] * x[i];
        if (a[i] > 4.0) {
            s = a[i];
            goto free_b;
        }
        b[i] = a[i] * x[i];
    }
    for (int i = 0; i < n; i++)
        s += a[i] * b[i];
free_b:
    free(b);
free_a:
    free(a);
out:
    return s;
}

/*
 * check: labels in stages for what has to be freed, also out of a loop
 * check-gradient: f(4, random(4, -1, 1))
 * check-gradient: f(4, {0.5, 3.0, 0.2, 0.1})
 */
