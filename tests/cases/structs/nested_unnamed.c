#include <adgen/adgen.h>

struct outer {
    struct { double x, y; } in;
    struct { double z; };
};

ADGEN_GRAD(o)
double f(const struct outer *o)
{
    return o->in.x * o->in.y * o->z;
}

/*
 * check: structs without a name, members that are the outer struct's
 * check-gradient: f(&{{random(-1, 1), random(-1, 1)}, {random(-1, 1)}})
 */
