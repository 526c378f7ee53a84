#include <adgen/adgen.h>

struct point { double x, y; };
struct box { struct point low, high; double weight[2]; int id; };

ADGEN_GRAD()
double f(double a, double b)
{
    struct point p = { a, a * b };
    struct point q = { .y = b, .x = p.y };
    struct box box = { p, { .x = b }, { [1] = a * a }, 4 };
    struct box other = { .low.y = b, .high = q, .weight = { b, 1.0 } };
    return p.x * q.x + box.low.y * box.high.x + box.high.y + box.weight[1] * box.id + other.low.y * other.high.x
        + other.low.x + other.weight[0];
}

/*
 * check: initialisers of structs: in order, designated, nested, incomplete
 * check-gradient: f(random(-1, 1), random(-1, 1))
 */
