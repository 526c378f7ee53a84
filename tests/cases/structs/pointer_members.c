#include <adgen/adgen.h>

struct vector { int n; double *x; };

ADGEN_GRAD(v, w)
double dot(const struct vector *v, const struct vector *w)
{
    double sum = 0.0;
    for (int i = 0; i < v->n; i++)
        sum += v->x[i] * w->x[i] * v->x[0];
    return sum;
}

/*
 * check: pointer members: those of the shadow point to shadow arrays
 * check-gradient: dot(&{4, random(4, -1, 1)}, &{4, random(4, -1, 1)})
 */
