#include <adgen/adgen.h>

struct point { double x, y; };

ADGEN_VJP()
void rotate(struct point *a, struct point *b, struct point *c)
{
    struct point t = *a;
    *a = *b;
    *b = *c;
    *c = t;
    c->x *= a->y;
}

/*
 * check: structs exchanged through pointers
 * check-gradient: rotate(&{random(-1, 1), random(-1, 1)}, &{random(-1, 1), random(-1, 1)},
 *     &{random(-1, 1), random(-1, 1)})
 */
