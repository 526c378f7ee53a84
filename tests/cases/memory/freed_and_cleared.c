#include <adgen/adgen.h>
#include <stdlib.h>

struct vector { double *data; };

ADGEN_GRAD(x)
double f(const double *x)
{
    struct vector v;
    double s;
    v.data = malloc(sizeof(double));
    v.data[0] = x[0] * x[1];
    s = v.data[0] * v.data[0];
    free(v.data);
    v.data = NULL;
    return s;
}

/*
 * check: a member that is freed and then set to NULL
 * check-gradient: f(random(2, 0.5, 1.5))
 */
