#include <adgen/adgen.h>
#include <stdlib.h>

struct vec {
    double *data;
    int     n;
};

ADGEN_GRAD(x)
double f(double x, struct vec *v)
{
    v->data = realloc(v->data, (size_t)(v->n + 1) * sizeof *v->data);
    v->data[v->n++] = x;
    return v->data[0] * x;
}

/*
 * check: realloc of active memory that the caller has allocated
 * check-error: adgen-free @ 12:15
 */
