#include "rows.h"

#include <tgmath.h>   /* exp in a formula is expf where x is a float */

/* What is no type-generic macro there. */
#define BESSEL(name, x) _Generic((x), float: name##f, long double: name##l, default: name)
#define j0(x)    BESSEL(j0, x)(x)
#define j1(x)    BESSEL(j1, x)(x)
#define y0(x)    BESSEL(y0, x)(x)
#define y1(x)    BESSEL(y1, x)(x)
#define jn(n, x) BESSEL(jn, x)(n, x)
#define yn(n, x) BESSEL(yn, x)(n, x)

/* What libquadmath does not have, or C only as a macro. */
static Quad exp10q(Quad x)
{
    return powq(10, x);
}

#define nexttowardq(x, n)      nextafterq(x, n)
#define isfiniteq(x)           finiteq(x)
#define isnormalq(x)           __builtin_isnormal(x)
#define isgreaterq(x, y)       ((x) > (y))
#define isgreaterequalq(x, y)  ((x) >= (y))
#define islessq(x, y)          ((x) < (y))
#define islessequalq(x, y)     ((x) <= (y))
#define islessgreaterq(x, y)   ((x) < (y) || (x) > (y))
#define isunorderedq(x, y)     (isnanq(x) || isnanq(y))

typedef long double longdouble;

/* ---- the functions in quad precision ---- */

#define QUAD(id, call)  static Quad quad_##id(const Quad *a) { return call; }

#define RULE1(name, ...)             QUAD(name, name##q(a[0]))
#define RULE2(name, ...)             QUAD(name, name##q(a[0], a[1]))
#define RULE3(name, ...)             QUAD(name, name##q(a[0], a[1], a[2]))
#define RULE_XN(name, type, ...)     QUAD(name, name##q(a[0], (type)a[1]))
#define RULE_NX(name, type, ...)     QUAD(name, name##q((type)a[0], a[1]))
#define BY_RESULT2(name, ...)
#define FLAT1(name, ...)             QUAD(name, name##q(a[0]))
#define FLAT2(name, ...)             QUAD(name, name##q(a[0], a[1]))
#define FLAT(name, count)
#include "math.def"
#undef RULE1
#undef RULE2
#undef RULE3
#undef RULE_XN
#undef RULE_NX
#undef BY_RESULT2
#undef FLAT1
#undef FLAT2
#undef FLAT

/* ---- the functions and their partial derivatives in each real type ---- */

#define T          float
#define V(name)    name##f
#define ID(id)     id##_float
#include "lines.inc"

#define T          double
#define V(name)    name
#define ID(id)     id##_double
#include "lines.inc"

#define T          long double
#define V(name)    name##l
#define ID(id)     id##_longdouble
#include "lines.inc"

/* ---- the table ---- */

#define THREE(id)   {id##_float, id##_double, id##_longdouble}
#define POINTS(...) ((const double[]){__VA_ARGS__}), sizeof((const double[]){__VA_ARGS__}) / sizeof(double)

#define CURVED(name, line, other, arity, letters, from, to, ...)                                                       \
    {#name, other, false, arity, letters, POINTS(__VA_ARGS__), from, to, quad_##name, THREE(primal_##name),            \
     THREE(line_##line)},
#define STEPS(name, arity, letters, from, to, ...)                                                                     \
    {#name, false, true, arity, letters, POINTS(__VA_ARGS__), from, to, quad_##name, {NULL}, {NULL}},

#define RULE1(name, dx, ...)            CURVED(name, name, false, 1, "x", __VA_ARGS__)
#define RULE2(name, dx, dy, ...)        CURVED(name, name, false, 2, "xy", __VA_ARGS__)
#define RULE3(name, dx, dy, dz, ...)    CURVED(name, name, false, 3, "xyz", __VA_ARGS__)
#define RULE_XN(name, type, dx, ...)    CURVED(name, name, false, 2, "xn", __VA_ARGS__)
#define RULE_NX(name, type, dx, ...)    CURVED(name, name, false, 2, "nx", __VA_ARGS__)
#define BY_RESULT2(name, dx, dy, ...)   CURVED(name, name##_by_result, true, 2, "xy", __VA_ARGS__)
#define FLAT1(name, result, ...)        STEPS(name, 1, "x", __VA_ARGS__)
#define FLAT2(name, result, ...)        STEPS(name, 2, "xy", __VA_ARGS__)
#define FLAT(name, count)

const Row rows[] = {
#include "math.def"
};

const int row_count = sizeof rows / sizeof *rows;
