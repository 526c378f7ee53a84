#include <adgen/adgen.h>

struct model { double slope; ADGEN_INACTIVE double scale; double offset; };

ADGEN_GRAD(m)
double f(const struct model *m, double x)
{
    return m->scale * (m->slope * x + m->offset) + m->scale * m->scale;
}

/*
 * check: an inactive member has no derivative and its shadow is not touched
 * check-gradient: f(&{random(-1, 1), random(1, 2), random(-1, 1)}, 1.5)
 */
