#include "rows.h"

#include <tgmath.h>   /* exp in a formula is expf where x is a float */

#include "adgen/special.h"

/* What is no type-generic macro there. */
#define GENERIC(name, x) _Generic((x), float: name##f, long double: name##l, default: name)
#define j0(x)    GENERIC(j0, x)(x)
#define j1(x)    GENERIC(j1, x)(x)
#define y0(x)    GENERIC(y0, x)(x)
#define y1(x)    GENERIC(y1, x)(x)
#define jn(n, x) GENERIC(jn, x)(n, x)
#define yn(n, x) GENERIC(yn, x)(n, x)
#define adgen_digamma(x)       GENERIC(adgen_digamma, x)(x)
#define adgen_polygamma(n, x)  GENERIC(adgen_polygamma, x)(n, x)

/* Whose variants are named otherwise. */
#define lgamma_rf lgammaf_r
#define lgamma_rl lgammal_r

/* What libquadmath does not have, or C only as a macro. */
static Quad exp10q(Quad x)
{
    return powq(10, x);
}

/* Of x > 0 and of a few units below: the recurrence up to where Stirling's series has the precision. */
static Quad adgen_polygammaq(int n, Quad x)
{
    static const double bernoulli[][2] = {{1, 6}, {-1, 30}, {1, 42}, {-1, 30}, {5, 66}, {-691, 2730}, {7, 6}, {-3617, 510},
                                          {43867, 798}, {-174611, 330}};
    Quad sum = 0, series, factorial = 1;

    for (int k = 2; k <= n; k++)
        factorial *= k;
    for (; x < 200; x += 1)
        sum += factorial / powq(x, n + 1);
    series = factorial / (2 * powq(x, n + 1)) + (n == 0 ? -logq(x) : factorial / n / powq(x, n));
    for (int k = 1; k <= 10; k++) {
        Quad term = (Quad)bernoulli[k - 1][0] / bernoulli[k - 1][1] / powq(x, 2 * k + n);

        for (int i = 2 * k + 1; i < 2 * k + n; i++)
            term *= i;
        series += n == 0 ? term / (2 * k) : term;
    }
    return n % 2 ? sum + series : -(sum + series);
}

static Quad adgen_digammaq(Quad x)
{
    return adgen_polygammaq(0, x);
}

static Quad significandq(Quad x)
{
    return scalbnq(x, -ilogbq(x));
}

#define lgamma_rq(x, n)        ((void)(n), lgammaq(x))
#define gammaq(x)              lgammaq(x)
#define dremq(x, y)            remainderq(x, y)
#define fmaximumq(x, y)        fmaxq(x, y)
#define fminimumq(x, y)        fminq(x, y)
#define fmaxmagq(x, y)         (fabsq(x) > fabsq(y) ? (x) : (y))
#define fminmagq(x, y)         (fabsq(x) < fabsq(y) ? (x) : (y))
#define fmaximum_numq(x, y)    fmaxq(x, y)
#define fminimum_numq(x, y)    fminq(x, y)
#define fmaximum_magq(x, y)    fmaxmagq(x, y)
#define fminimum_magq(x, y)    fminmagq(x, y)
#define fmaximum_mag_numq(x, y) fmaxmagq(x, y)
#define fminimum_mag_numq(x, y) fminmagq(x, y)
#define nextupq(x)             nextafterq(x, HUGE_VALQ)
#define nextdownq(x)           nextafterq(x, -HUGE_VALQ)
#define roundevenq(x)          rintq(x)
#define llogbq(x)              ilogbq(x)
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

#define SINGULAR(name)   /* says something of the tool, not of the function */

/* ---- the functions in quad precision ---- */

#define QUAD(id, call)  static Quad quad_##id(const Quad *a) { return call; }

#define RULE1(name, ...)             QUAD(name, name##q(a[0]))
#define RULE2(name, ...)             QUAD(name, name##q(a[0], a[1]))
#define RULE3(name, ...)             QUAD(name, name##q(a[0], a[1], a[2]))
#define RULE_XN(name, type, ...)     QUAD(name, name##q(a[0], (type)a[1]))
#define RULE_NX(name, type, ...)     QUAD(name, name##q((type)a[0], a[1]))
#define STORING1(name, type, ...)    static Quad quad_##name(const Quad *a) { type n; return name##q(a[0], &n); }
#define STORING2(name, type, ...)    static Quad quad_##name(const Quad *a) { type n; return name##q(a[0], a[1], &n); }
#define real Quad
#define BY_RESULT2(name, ...)
#define FROM_BOUND2(name, ...)
#define STEADY2(name, ...)
#define STEADY_BY_RESULT2(name, ...)
#define FLAT1(name, ...)             QUAD(name, name##q(a[0]))
#define FLAT2(name, ...)             QUAD(name, name##q(a[0], a[1]))
#define FLAT(name, count)
#include "math.def"
#undef RULE1
#undef RULE2
#undef RULE3
#undef RULE_XN
#undef RULE_NX
#undef STORING1
#undef STORING2
#undef real
#undef BY_RESULT2
#undef FROM_BOUND2
#undef STEADY2
#undef STEADY_BY_RESULT2
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

#define FORMULAS(...) {__VA_ARGS__}

#define CURVED(name, line, kind, arity, letters, formulas, from, to, ...)                                              \
    {#name, kind, arity, letters, POINTS(__VA_ARGS__), from, to, quad_##name, THREE(primal_##name),                    \
     THREE(line_##line), formulas},
#define STEPS(name, arity, letters, from, to, ...)                                                                     \
    {#name, ROW_FLAT, arity, letters, POINTS(__VA_ARGS__), from, to, quad_##name, {NULL}, {NULL}, {NULL}},

#define RULE1(name, dx, ...)           CURVED(name, name, ROW_PLAIN, 1, "x", FORMULAS(#dx), __VA_ARGS__)
#define RULE2(name, dx, dy, ...)       CURVED(name, name, ROW_PLAIN, 2, "xy", FORMULAS(#dx, #dy), __VA_ARGS__)
#define RULE3(name, dx, dy, dz, ...)   CURVED(name, name, ROW_PLAIN, 3, "xyz", FORMULAS(#dx, #dy, #dz), __VA_ARGS__)
#define RULE_XN(name, type, dx, ...)   CURVED(name, name, ROW_PLAIN, 2, "xn", FORMULAS(#dx), __VA_ARGS__)
#define RULE_NX(name, type, dx, ...)   CURVED(name, name, ROW_PLAIN, 2, "nx", FORMULAS(NULL, #dx), __VA_ARGS__)
#define STORING1(name, type, dx, ...)  CURVED(name, name, ROW_STORING, 1, "x", FORMULAS(#dx), __VA_ARGS__)
#define STORING2(name, type, dx, dy, ...)                                                                              \
    CURVED(name, name, ROW_STORING, 2, "xy", FORMULAS(#dx, #dy), __VA_ARGS__)
#define BY_RESULT2(name, dx, dy, ...)                                                                                  \
    CURVED(name, name##_by_result, ROW_BY_RESULT, 2, "xy", FORMULAS(#dx, #dy), __VA_ARGS__)
#define FROM_BOUND2(name, dx, dy, ...)                                                                                 \
    CURVED(name, name##_from_bound, ROW_FROM_BOUND, 2, "xy", FORMULAS(#dx, #dy), __VA_ARGS__)
#define STEADY2(name, dx, ...)                                                                                         \
    CURVED(name, name##_steady, ROW_STEADY, 2, "xy", FORMULAS(#dx), __VA_ARGS__)
#define STEADY_BY_RESULT2(name, dx, ...)                                                                               \
    CURVED(name, name##_steady_by_result, ROW_STEADY_BY_RESULT, 2, "xy", FORMULAS(#dx), __VA_ARGS__)
#define FLAT1(name, result, ...)       STEPS(name, 1, "x", __VA_ARGS__)
#define FLAT2(name, result, ...)       STEPS(name, 2, "xy", __VA_ARGS__)
#define FLAT(name, count)

const Row rows[] = {
#include "math.def"
};

const int row_count = sizeof rows / sizeof *rows;
