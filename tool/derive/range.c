#include "range.h"

#include <math.h>
#include <string.h>

/* ---- intervals ---- */

Range range_between(long double lo, long double hi)
{
    return (Range){.lo = lo, .hi = hi, .plus = lo > 0.0L, .nonzero = lo > 0.0L || hi < 0.0L};
}

Range range_constant(long double value)
{
    Range r = range_between(value, value);

    r.plus = !signbit(value);
    return r;
}

Range range_number(void)
{
    return range_between(-(long double)INFINITY, (long double)INFINITY);
}

Range range_unknown(void)
{
    Range r = range_number();

    r.infinite = r.nan = true;
    return r;
}

bool range_is_zero(Range r)
{
    return !r.empty && !r.nan && !r.infinite && r.lo == 0.0L && r.hi == 0.0L;
}

bool range_may_be_zero(Range r)
{
    return !r.nonzero && r.lo <= 0.0L && r.hi >= 0.0L;
}

static bool range_is_bounded_away(Range r)
{
    return r.lo > 0.0L || r.hi < 0.0L;
}

static bool range_may_be_opposite(Range a, Range b)
{
    return !(a.lo >= 0.0L && b.lo >= 0.0L) && !(a.hi <= 0.0L && b.hi <= 0.0L);
}

/* What is smaller counts for nothing: the quotient by it might overflow, its square vanishes. */
static long double range_least(const Type *type)
{
    return type->canon->kind == TYPE_REAL && type->canon->u.real == REAL_FLOAT ? 0x1p-75L : 0x1p-537L;
}

Range range_rounded(Range r, const Type *type)
{
    long double least = range_least(type);

    if (r.lo > 0.0L && r.lo < least)
        r.lo = 0.0L;
    if (r.hi < 0.0L && r.hi > -least)
        r.hi = 0.0L;
    if (r.lo > r.hi || r.lo != r.lo || r.hi != r.hi)
        return range_unknown();
    if (range_is_bounded_away(r))
        r.nonzero = true;
    return r;
}

Range range_join(Range a, Range b)
{
    if (a.empty || b.empty)
        return a.empty ? b : a;
    return (Range){.lo = a.lo < b.lo ? a.lo : b.lo, .hi = a.hi > b.hi ? a.hi : b.hi, .infinite = a.infinite || b.infinite,
                   .nan = a.nan || b.nan, .plus = a.plus && b.plus,
                   .nonzero = !range_may_be_zero(a) && !range_may_be_zero(b)};
}

bool range_same(Range a, Range b)
{
    return a.lo == b.lo && a.hi == b.hi && a.infinite == b.infinite && a.nan == b.nan && a.plus == b.plus && a.nonzero == b.nonzero &&
           a.empty == b.empty;
}

Range range_neg(Range a)
{
    long double lo = a.lo;

    a.lo = -a.hi;
    a.hi = -lo;
    a.plus = a.lo > 0.0L;
    return a;
}

/* A bound of a sum: zero where rounding might have made it so. */
static long double range_sum_bound(long double a, long double b)
{
    long double sum = a + b;

    return fabsl(sum) < 1e-4L * (fabsl(a) + fabsl(b)) ? 0.0L : sum;
}

Range range_sum(Range a, Range b)
{
    Range r = range_between(range_sum_bound(a.lo, b.lo), range_sum_bound(a.hi, b.hi));

    r.infinite = a.infinite || b.infinite;
    r.nan = a.nan || b.nan || (a.infinite && b.infinite && range_may_be_opposite(a, b));
    r.plus = (a.plus && b.lo >= 0.0L) || (b.plus && a.lo >= 0.0L);
    r.nonzero = r.nonzero || (!range_may_be_opposite(a, b) && (!range_may_be_zero(a) || !range_may_be_zero(b)));
    return r;
}

static long double range_times(long double a, long double b)
{
    return a == 0.0L || b == 0.0L ? 0.0L : a * b;
}

Range range_product(Range a, Range b)
{
    long double ends[4] = {range_times(a.lo, b.lo), range_times(a.lo, b.hi), range_times(a.hi, b.lo), range_times(a.hi, b.hi)};
    Range       r = range_between(ends[0], ends[0]);

    for (int i = 1; i < 4; i++) {
        r.lo = ends[i] < r.lo ? ends[i] : r.lo;
        r.hi = ends[i] > r.hi ? ends[i] : r.hi;
    }
    r.infinite = a.infinite || b.infinite;
    r.nan = a.nan || b.nan || (a.infinite && range_may_be_zero(b)) || (b.infinite && range_may_be_zero(a));
    r.plus = a.plus && b.plus;
    r.nonzero = false;                       /* unless it is bounded away from zero: it may underflow */
    return r;
}

Range range_square(Range a)
{
    Range r = range_product(a, a);

    r.lo = a.lo > 0.0L ? range_times(a.lo, a.lo) : a.hi < 0.0L ? range_times(a.hi, a.hi) : 0.0L;
    r.nan = a.nan;
    r.plus = true;
    return r;
}

static Range range_inverse(Range b)
{
    return range_between(isinf(b.hi) ? 0.0L : 1.0L / b.hi, isinf(b.lo) ? 0.0L : 1.0L / b.lo);
}

Range range_quotient(Range a, Range b)
{
    Range r = range_number();

    if (range_is_zero(a) && !b.nan && !range_may_be_zero(b)) {
        a.plus = a.plus && b.plus;
        return a;
    }
    if (range_is_bounded_away(b)) {
        Range inverse = range_inverse(b);

        r = range_product(a, inverse);
        r.nan = a.nan || b.nan || (a.infinite && b.infinite);
        r.infinite = a.infinite;
        r.plus = a.plus && b.plus;
        return r;
    }
    if (a.plus && b.plus) {                  /* not by -0.0 */
        r.lo = 0.0L;
        r.plus = true;
    }
    r.infinite = true;
    r.nan = a.nan || b.nan || (a.infinite && b.infinite) || (range_may_be_zero(a) && range_may_be_zero(b));
    return r;
}

/* ---- functions ---- */

static Range range_abs(Range a)
{
    Range b = range_neg(a), r = a;

    r.lo = a.lo > 0.0L ? a.lo : b.lo > 0.0L ? b.lo : 0.0L;
    r.hi = a.hi > b.hi ? a.hi : b.hi;
    r.plus = true;
    return r;
}

static Range range_root(Range a, const Type *type)
{
    long double least = range_least(type);
    Range       r = a;

    if (a.lo < 0.0L)
        return range_unknown();
    r.lo = a.lo > 0.0L ? sqrtl(a.lo) * (1.0L - 1e-6L) : a.nonzero ? least : 0.0L;
    r.hi = (long double)INFINITY;
    return r;
}

/* Of a function that has values between these everywhere, and none at infinity. */
static Range range_wave(Range a, long double lo, long double hi)
{
    Range r = range_between(lo, hi);

    r.nan = a.nan || a.infinite;
    return r;
}

/* Of a function that has values between these everywhere. */
static Range range_limited(Range a, long double lo, long double hi)
{
    Range r = range_between(lo, hi);

    r.nan = a.nan;
    return r;
}

/* Of a function that grows beyond all bounds. */
static Range range_steep(Range a, long double lo)
{
    Range r = range_between(lo, (long double)INFINITY);

    r.nan = a.nan;
    r.infinite = true;
    r.plus = lo >= 0.0L;
    return r;
}

Range range_unary(const char *name, Range a, const Type *type)
{
    Range r = range_number();

    if (strcmp(name, "sin") == 0 || strcmp(name, "cos") == 0)
        return range_wave(a, -1.0L, 1.0L);
    if (strcmp(name, "tanh") == 0 || strcmp(name, "erf") == 0)
        return range_limited(a, -1.0L, 1.0L);
    if (strcmp(name, "atan") == 0)
        return range_limited(a, -1.6L, 1.6L);
    if (strcmp(name, "exp") == 0 || strcmp(name, "exp2") == 0)
        return range_steep(a, 0.0L);
    if (strcmp(name, "cosh") == 0)
        return range_steep(a, 0.9L);
    if (strcmp(name, "expm1") == 0)
        return range_steep(a, -1.1L);
    if (strcmp(name, "sqrt") == 0)
        return range_root(a, type);
    if (strcmp(name, "fabs") == 0)
        return range_abs(a);
    if (strcmp(name, "asinh") != 0 && strcmp(name, "cbrt") != 0 && !(strcmp(name, "log") == 0 && a.lo > 0.0L) &&
        !(strcmp(name, "log1p") == 0 && a.lo >= 0.0L))
        return range_unknown();
    r.nan = a.nan;
    r.infinite = a.infinite;
    return r;
}

Range range_larger(Range a, Range b, bool smaller)
{
    if (a.empty || b.empty || a.nan || b.nan)
        return range_join(a, b);
    return (Range){.lo = smaller == (a.lo < b.lo) ? a.lo : b.lo, .hi = smaller == (a.hi < b.hi) ? a.hi : b.hi,
                   .infinite = a.infinite || b.infinite, .nonzero = !range_may_be_zero(a) && !range_may_be_zero(b)};
}

/* ---- comparisons ---- */

Range range_bounded(Range r, bool above)
{
    if (above ? r.lo > -(long double)INFINITY : r.hi < (long double)INFINITY)
        r.infinite = false;
    return r;
}

OpKind range_mirrored(OpKind op)
{
    return op == OP_LT ? OP_GT : op == OP_LE ? OP_GE : op == OP_GT ? OP_LT : op == OP_GE ? OP_LE : op;
}

static OpKind range_negated(OpKind op)
{
    return op == OP_LT ? OP_GE : op == OP_LE ? OP_GT : op == OP_GT ? OP_LE : op == OP_GE ? OP_LT : op == OP_EQ ? OP_NE : OP_EQ;
}

Range range_compared(Range r, OpKind op, Range other, bool holds)
{
    if (!holds)
        op = range_negated(op);
    if (other.empty || other.nan || r.empty)
        return r;
    if ((op == OP_GT || op == OP_GE) && other.lo >= r.lo) {
        r.lo = other.lo;
        r.nonzero |= op == OP_GT ? other.lo >= 0.0L : other.lo > 0.0L;
        r.plus |= r.lo > 0.0L || (op == OP_GT && r.lo >= 0.0L);
    }
    if ((op == OP_LT || op == OP_LE) && other.hi <= r.hi) {
        r.hi = other.hi;
        r.nonzero |= op == OP_LT ? other.hi <= 0.0L : other.hi < 0.0L;
    }
    if (op == OP_NE && range_is_zero(other))
        r.nonzero = true;
    if (op == OP_LT || op == OP_LE || op == OP_GT || op == OP_GE)
        r.nan &= !holds;
    if (r.lo > r.hi && r.nan)                /* nothing but that */
        return range_unknown();
    return r.lo > r.hi ? (Range){.empty = true} : r;
}
