#include <adgen/adgen.h>

struct point { double x, y; };

ADGEN_GRAD()
double f(const struct point *p)
{
    return p->x * p->x + p->y * (*p).x;
}

/*
 * check: a struct by pointer; its shadow is a struct
 * check-gradient: f(&{random(-1, 1), random(-1, 1)})
 * check-value: p->x = 2 * p->x + p->y
 * check-header-has: struct point *p_adj
 */
