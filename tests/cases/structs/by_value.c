#include <adgen/adgen.h>

typedef struct { double x, y; int n; } point;

ADGEN_GRAD()
double f(point p, double z)
{
    p.x *= z;
    return p.x * p.y * p.n + p.x;
}

/*
 * check: a struct by value; its shadow accumulates
 * check-gradient: f({random(-1, 1), random(-1, 1), 3}, random(-1, 1))
 * check-value: p.y = p.x * z * p.n
 * check-header-after: the struct has no tag to declare it by
 */
