#include <adgen/adgen.h>
#include <stdlib.h>

struct pair { double a, b; };

ADGEN_GRAD(x)
double f(int n, const double *x)
{
    struct pair *p = malloc((size_t)n * sizeof(struct pair));
    double sum = 0.0;
    for (int i = 0; i < n; i++) {
        p[i].a = x[i];
        p[i].b = x[i] * x[n - 1 - i];
    }
    for (int i = 0; i < n; i++)
        sum += p[i].a * p[i].b;
    free(p);
    return sum;
}

/*
 * check: a block of structs
 * check-gradient: f(4, random(4, -1, 1))
 */
