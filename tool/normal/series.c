#include "series.h"

enum { LARGEST = 1 << 30 };  /* number that is reckoned with */

/* ---- Terms: NULL is none ---- */

const Expr *series_cast(const Series *s, const Expr *e)
{
    return ir_cast(s->p, e->loc, s->type, e, true);
}

static const Expr *number_expr(const Series *s, long long number)
{
    return ir_int(s->p, s->loc, s->type, number);
}

static const Expr *plus(const Series *s, const Expr *a, const Expr *b)
{
    long long x, y;
    if (!a || !b)
        return a ? a : b;
    if (ir_integer(a, &x) && ir_integer(b, &y))
        return x + y ? number_expr(s, x + y) : NULL;
    return ir_binary(s->p, s->loc, OP_ADD, a, b);
}

static const Expr *times(const Series *s, const Expr *a, const Expr *b)
{
    long long x, y;
    bool      known = a && ir_integer(a, &x), both = known && b && ir_integer(b, &y);
    if (!a || !b || (both && x * y == 0))
        return NULL;
    if (both)
        return number_expr(s, x * y);
    if (ir_integer(b, &y) && y == 1)
        return a;
    return known && x == 1 ? b : ir_binary(s->p, s->loc, OP_MUL, a, b);
}

/* e + number, or the number alone */
static const Expr *plus_number(const Series *s, const Expr *e, long long number)
{
    if (e)
        return ir_plus(s->p, e, number);
    return number ? number_expr(s, number) : NULL;
}

/* e + slope * x */
static const Expr *plus_slope(const Series *s, const Expr *e, const Expr *slope, const Expr *x)
{
    long long number;
    if (e && ir_integer(slope, &number) && number < 0)
        return ir_binary(s->p, s->loc, OP_SUB, e, times(s, number_expr(s, -number), x));
    return plus(s, e, times(s, slope, x));
}

/* a - b, of two integers that may be of other types, and of types in which nothing is computed. */
static const Expr *difference(const Series *s, const Expr *a, const Expr *b)
{
    const Type *type = a->type->canon;
    long long   number;
    if (ir_integer(b, &number) && number == 0)
        return series_cast(s, a);
    if (type_same(type, b->type) && type->kind == TYPE_INT && type->u.integer >= INT_INT)
        return series_cast(s, ir_binary(s->p, s->loc, OP_SUB, a, b));
    return ir_binary(s->p, s->loc, OP_SUB, series_cast(s, a), series_cast(s, b));
}

/* ---- Sums ---- */

static Sum checked(Sum sum)
{
    sum.unknown |= sum.number > LARGEST || sum.number < -LARGEST;
    return sum;
}

const Expr *series_expr(const Series *s, const Sum *sum)
{
    long long slope;
    if (!sum->slope)
        return plus_number(s, sum->fixed, sum->number);
    const Expr *counter = series_cast(s, ir_var(s->p, s->loc, sum->loop->u.loop_for.var));
    if (ir_integer(sum->slope, &slope) && slope < 0)
        return plus_slope(s, plus_number(s, sum->fixed, sum->number), sum->slope, counter);
    return plus_number(s, plus_slope(s, sum->fixed, sum->slope, counter), sum->number);
}

Sum series_plus(const Series *s, const Sum *a, const Sum *b)
{
    Sum sum = {.fixed = plus(s, a->fixed, b->fixed), .slope = plus(s, a->slope, b->slope), .loop = a->slope ? a->loop : b->loop,
               .number = a->number + b->number};
    sum.unknown = a->unknown || b->unknown || (a->slope && b->slope && a->loop != b->loop);
    return checked(sum);
}

/* The sum, so many times. */
static Sum many(const Series *s, Sum sum, long long number)
{
    const Expr *factor = number_expr(s, number);
    sum.fixed = times(s, factor, sum.fixed);
    sum.slope = times(s, factor, sum.slope);
    sum.number *= number;
    return checked(sum);
}

/* The product: one of them has no slope. */
static Sum product(const Series *s, const Sum *a, const Sum *b)
{
    if (!a->fixed && !a->slope && !a->unknown)
        return many(s, *b, a->number);
    if (!b->fixed && !b->slope && !b->unknown)
        return many(s, *a, b->number);
    Sum         level_a = {.fixed = a->fixed, .number = a->number}, level_b = {.fixed = b->fixed, .number = b->number};
    const Expr *x = series_expr(s, &level_a), *y = series_expr(s, &level_b);
    Sum         out = {.fixed = times(s, x, y), .loop = a->slope ? a->loop : b->loop,
                       .unknown = a->unknown || b->unknown || (a->slope && b->slope)};
    out.slope = a->slope ? times(s, a->slope, y) : times(s, x, b->slope);
    return out;
}

/* ---- Bounds ---- */

/* The counter of a loop around that no iteration changes. */
static const Stmt *loop_of(const Series *s, const Expr *e)
{
    for (const Around *a = s->around; e->op == OP_VAR && a; a = a->outer)
        if (a->loop->kind == STMT_FOR && a->loop->u.loop_for.var == e->u.var)
            return normal_is_fixed_var(a->loop->u.loop_for.body, e->u.var) ? a->loop : NULL;
    return NULL;
}

/* Whether the loop's counter is never less than `low`. */
static bool is_from(const Stmt *loop, long long low)
{
    Relation    relation = loop->u.loop_for.relation;
    const Expr *least = loop->u.loop_for.step > 0 ? loop->u.loop_for.from : loop->u.loop_for.to;
    long long   number;
    bool        counts = loop->u.loop_for.step == 1 ? relation == REL_LT || relation == REL_LE
                                                    : loop->u.loop_for.step == -1 && relation != REL_NE;
    return counts && ir_integer(least, &number) && low <= number + (relation == REL_GT);
}

static bool is_one_less(const Expr *e, const Expr *than)
{
    long long number;
    return e->op == OP_SUB && ir_integer(e->args[1], &number) && number == 1 && ir_same(e->args[0], than);
}

/* Whether the loop's counter is less than the bound each time. */
static bool is_below(const Stmt *loop, const Expr *bound)
{
    const Expr *from = loop->u.loop_for.from;
    Relation    relation = loop->u.loop_for.relation;
    if (!normal_is_fixed(loop->u.loop_for.body, bound))
        return false;
    if (loop->u.loop_for.step > 0)
        return relation == REL_LT && ir_same(loop->u.loop_for.to, bound);
    if (relation == REL_DOWNTO)
        return ir_same(from, bound);
    return (relation == REL_GE || relation == REL_GT) && is_one_less(from, bound) && !type_is_unsigned(from->type);
}

bool series_in_order(const Series *s, const Stmt *loop)
{
    const Expr *from = loop->u.loop_for.from, *to = loop->u.loop_for.to, *counter = from;
    const Type *type = loop->u.loop_for.var->type;
    Relation    relation = loop->u.loop_for.relation;
    long long   low, high;
    if (loop->u.loop_for.step != 1 || (relation != REL_LT && relation != REL_LE))
        return false;
    if (ir_integer(from, &low)) {
        low -= relation == REL_LE;
        if (ir_integer(to, &high))
            return low <= high;
        if (type_is_unsigned(type) && low <= 0)
            return true;
        const Stmt *around = loop_of(s, to);
        return around && is_from(around, low) && type_same(to->type, type);
    }
    if (from->op == OP_ADD && ir_integer(from->args[1], &low) && low == 1)
        counter = from->args[0];
    const Stmt *around = loop_of(s, counter);
    return around && relation == REL_LT && is_below(around, to) && type_same(from->type, type);
}

/* An end of a loop's range, as a sum of what is fixed and the counter of a loop that is not. */
static Sum linear(const Series *s, const Expr *e)
{
    const Stmt *loop = loop_of(s, e);
    Sum         sum = {0};
    long long   number;
    if (ir_integer(e, &number) && number <= LARGEST && number >= -LARGEST) {
        sum.number = number;
    } else if (normal_is_fixed(s->whole, e)) {
        sum.fixed = series_cast(s, e);
    } else if (loop) {
        sum.loop = loop;
        sum.slope = number_expr(s, 1);
    } else if (e->op == OP_ADD && ir_integer(e->args[1], &number) && number == 1) {    /* in order: below where it ends */
        sum = linear(s, e->args[0]);
        sum.number++;
    } else {
        sum.unknown = true;
    }
    return sum;
}

/* How many iterations there are. */
static Sum count_of(const Series *s, const Stmt *loop)
{
    const Expr *from = loop->u.loop_for.from, *to = loop->u.loop_for.to;
    Relation    relation = loop->u.loop_for.relation;
    Sum         last = {.number = relation == REL_LE || relation == REL_GE}, sum;
    long long   number;
    if (normal_is_fixed(s->whole, from) && normal_is_fixed(s->whole, to)) {
        const Expr *count = loop->u.loop_for.step > 0 ? difference(s, to, from) : difference(s, from, to);
        sum = ir_integer(count, &number) ? linear(s, count) : (Sum){.fixed = count};
    } else {
        Sum begin = linear(s, from), end = linear(s, to);
        begin = many(s, begin, -1);
        sum = series_plus(s, &end, &begin);
        sum.unknown |= !series_in_order(s, loop);
    }
    return series_plus(s, &sum, &last);
}

/* How many iterations are before the one that runs. */
static const Expr *count_before(const Series *s, const Stmt *loop)
{
    const Expr *counter = ir_var(s->p, s->loc, loop->u.loop_for.var), *from = loop->u.loop_for.from;
    if (loop->u.loop_for.relation == REL_DOWNTO)
        return ir_plus(s->p, difference(s, from, counter), -1);
    return loop->u.loop_for.step > 0 ? difference(s, counter, from) : difference(s, from, counter);
}

/* ---- What they add ---- */

/* Of `count` iterations, the first one adds a = fixed + number + slope * from, each one more than the one before by d = slope
 * * step: count * (2 * a - d + d * count) / 2, which is even before it is divided. */
static const Expr *arithmetic(const Series *s, const Stmt *loop, const Sum *each, const Expr *count)
{
    Sum         from = linear(s, loop->u.loop_for.from);
    Sum         slope = {.fixed = each->slope}, first = {.fixed = each->fixed, .number = each->number};
    const Expr *factor = NULL;
    long long   number;
    if (ir_integer(each->slope, &number))
        slope = (Sum){.number = number};
    else if (!each->fixed && !each->number) {                /* all of it is so many times 0 + 1 + 2 + … */
        factor = each->slope;
        slope = (Sum){.number = 1};
    }
    from.number -= loop->u.loop_for.relation == REL_DOWNTO;
    from = product(s, &slope, &from);
    first = series_plus(s, &first, &from);
    first = many(s, first, 2);
    if (loop->u.loop_for.step < 0)
        slope = many(s, slope, -1);
    Sum less = many(s, slope, -1);
    Sum ends = series_plus(s, &first, &less);
    if (ends.unknown || ends.slope || !count)
        return NULL;
    const Expr *by = series_expr(s, &slope);
    const Expr *both = ir_integer(by, &number) && number < 0
                     ? plus_slope(s, plus_number(s, ends.fixed, ends.number), by, count)
                     : plus_number(s, plus_slope(s, ends.fixed, by, count), ends.number);
    const Expr *sum = ir_binary(s->p, s->loc, OP_DIV, times(s, count, both), number_expr(s, 2));
    return factor ? times(s, sum, factor) : sum;
}

Sum series_total(const Series *s, const Stmt *loop, const Sum *each)
{
    Sum count = count_of(s, loop);
    if (!each->slope || each->loop != loop || each->unknown)
        return product(s, &count, each);
    const Expr *fixed = count.slope || count.unknown ? NULL : arithmetic(s, loop, each, series_expr(s, &count));
    return (Sum){.fixed = fixed, .unknown = !fixed};
}

const Expr *series_before(const Series *s, const Stmt *loop, const Sum *each)
{
    const Expr *count = count_before(s, loop);
    if (each->slope && each->loop == loop)
        return arithmetic(s, loop, each, count);
    return times(s, count, series_expr(s, each));
}
