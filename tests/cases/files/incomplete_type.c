#include <adgen/adgen.h>

struct tree;

int    depth_of(const struct tree *t);
double value_of(const struct tree *t);

static int half(const struct tree *t)
{
    return depth_of(t) / 2;
}

ADGEN_GRAD(x)
double scaled(ADGEN_INACTIVE const struct tree *t, double x)
{
    union { int i; float f; } bits;
    bits.i = half(t);
    return bits.i > 1 ? value_of(t) * x * x * 2 : x;
}

/* check: a struct that only the other file defines stands before what the first file says of pointers to it
 * check-with: parts/incomplete_type.c
 * check-call: scaled(NULL, 1.5)
 * check-value: x = 2 * 1.5 * 3 * 2
 * check-has: static int half(const struct tree *t) */
