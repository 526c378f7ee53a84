#include <adgen/adgen.h>

struct point { double x, y; };

static double cross(struct point a, const struct point *b)
{
    return a.x * b->y - a.y * b->x;
}

ADGEN_GRAD()
double f(double a, double b)
{
    struct point p = (struct point){ a * b, b };
    p = (struct point){ .y = p.x, .x = a };
    return cross(p, &(struct point){ b, a }) + cross((struct point){ .x = a }, &p)
        + ((double[]){ a, b, a * b })[2];
}

/*
 * check: compound literals as values, as arguments and as arrays
 * check-gradient: f(random(-1, 1), random(-1, 1))
 */
