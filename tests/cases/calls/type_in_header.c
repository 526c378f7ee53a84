#include <adgen/adgen.h>

#include "shape.h"

ADGEN_GRAD(s)
double volume(const struct shape *s)
{
    return s->size * s->size * s->size * shape_factors[s->kind];
}

/*
 * check: a struct, an enum and a table of a header beside the file
 * check-gradient: volume(&{SHAPE_BALL, random(1, 2)})
 */
