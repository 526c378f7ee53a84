#include <adgen/adgen.h>

struct point { double x, y; };

ADGEN_GRAD()
double f(const struct point *p, double s)
{
    struct point q = *p, r;
    q.x *= s;
    r = q;
    r.y += q.x * r.x;
    q = r;
    return q.x * q.y * p->x;
}

/*
 * check: whole structs are assigned
 * check-gradient: f(&{random(-1, 1), random(-1, 1)}, random(-1, 1))
 */
