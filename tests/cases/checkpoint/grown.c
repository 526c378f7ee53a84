#include <adgen/adgen.h>
#include <stdlib.h>
#include "quiet.h"

struct buffer { double *d; };

ADGEN_GRAD(x)
double f(int n, const double *x)
{
    struct buffer b = {malloc(2 * sizeof(double))}, *p = &b;
    double        s = 0.5;

    p->d[0] = x[0];
    p->d[1] = x[1];
#pragma adgen checkpoint(3)
    for (int i = 0; i < n; i++)
        s = s * p->d[0] + p->d[1];
    p->d = realloc(p->d, 4 * sizeof(double));
    p->d[3] = s * p->d[1];
    s = p->d[3];
    free(p->d);
    return s;
}

/*
 * check: a pointer in memory that is another one behind the loop
 * check-gradient: f(3, {0.4, 0.7})
 */
