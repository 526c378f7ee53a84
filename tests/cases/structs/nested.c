#include <adgen/adgen.h>

struct point { double x, y; };
struct line { struct point from, to; double width; };

ADGEN_GRAD(l)
double area(const struct line *l)
{
    struct point d;
    d.x = l->to.x - l->from.x;
    d.y = l->to.y - l->from.y;
    return (d.x * d.x + d.y * d.y) * l->width;
}

/*
 * check: structs within structs
 * check-gradient: area(&{{random(-1, 1), random(-1, 1)}, {random(-1, 1), random(-1, 1)}, random(-1, 1)})
 */
