#include <adgen/adgen.h>
#include <stdlib.h>

struct list {
    int    count;
    double value[];
};

ADGEN_GRAD(x)
double unknown(double x, size_t bytes)
{
    double *p = malloc(sizeof *p);

    p[0] = x;
    p = realloc(p, bytes);
    p[1] = x * p[0];
    x = p[1];
    free(p);
    return x;
}

ADGEN_GRAD(x)
double flexible(double x, int n)
{
    struct list *p = malloc(sizeof *p + sizeof(double));

    p->value[0] = x;
    p = realloc(p, sizeof *p + (size_t)n * sizeof(double));
    p->value[1] = x * p->value[0];
    x = p->value[1];
    free(p);
    return x;
}

/*
 * check: realloc of so many bytes, which need not be whole elements; of a struct with a flexible array
 * check-error: adgen-memory @ 15:9
 * check-error: adgen-memory @ 28:9
 */
