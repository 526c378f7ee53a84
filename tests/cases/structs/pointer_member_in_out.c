#include <adgen/adgen.h>

struct vector { int n; double *x; };

ADGEN_VJP()
void scale(struct vector v, double a)
{
    for (int i = 0; i < v.n; i++)
        v.x[i] = v.x[i] * v.x[i] * a;
}

/*
 * check: a struct by value whose pointer member leads to what is changed
 * check-gradient: scale({3, random(3, -1, 1)}, random(-1, 1))
 */
