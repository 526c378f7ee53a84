#include "planes_parts.h"

/*
 * What a nest surely touches.
 *
 * Copies of what only the inner loop touches are made where that runs at all: it does if it does in the iteration of the
 * outer loop in which it has most iterations, the first or the last one.  Then all that this iteration touches is there.
 * Copies of what each iteration of the outer loop touches are made where that runs.
 */

void planes_find_most(Planes *n)
{
    Poly      count = count_of(n->x, n->inner), cofactor = poly_cofactor(&count, n->outer->u.loop_for.var), low, high;
    Poly      one = poly_number(n->x->arena, 1);
    long long more;

    n->most = (Poly){.exact = false};
    if (!count.exact || !cofactor.exact || !poly_is_number(&cofactor, &more))
        return;
    poly_bounds(n->x->arena, n->outer, &low, &high);
    n->most = more > 0 ? poly_sum(&high, &one, -1) : low;
}

/* The groups [low, high). */
typedef struct Range {
    Poly low, high;
    bool taken;
} Range;

typedef VEC(Range) Ranges;

/* Those of a place, as the counter of the loop goes from `low` to `high`; of one that it is not found with, one. */
static bool range_of(const Planes *n, const Poly *group, const Var *counter, const Poly *low, const Poly *high, Range *range)
{
    Poly      cofactor = poly_cofactor(group, counter), one = poly_number(n->x->arena, 1);
    long long factor;

    if (!poly_is_number(&cofactor, &factor) || factor < 0 || factor > 1)
        return false;
    range->low = factor ? poly_with(group, counter, low) : *group;
    range->high = factor ? poly_with(group, counter, high) : poly_sum(group, &one, 1);
    range->taken = false;
    return range->low.exact && range->high.exact;
}

/* In the outer loop, with one group for each iteration; in the one iteration of it in which the inner one has most. */
static bool range_of_use(const Planes *n, const PlanesUse *use, bool is_outer, Range *range)
{
    Poly low, high, group = use->group;

    poly_bounds(n->x->arena, is_outer ? n->outer : n->inner, &low, &high);
    if (is_outer)
        return range_of(n, &group, n->outer->u.loop_for.var, &low, &high, range);
    low = poly_with(&low, n->outer->u.loop_for.var, &n->most);
    high = poly_with(&high, n->outer->u.loop_for.var, &n->most);
    group = poly_with(&group, n->outer->u.loop_for.var, &n->most);
    return low.exact && high.exact && group.exact && range_of(n, &group, n->inner->u.loop_for.var, &low, &high, range);
}

static Ranges ranges_of(const Planes *n, const Interleaved *array, int part)
{
    Ranges ranges = {0};

    for (int i = 0; i < array->uses.count; i++) {
        const PlanesUse *use = &array->uses.items[i];
        bool             fits = use->touch->spot == (array->is_outer ? SPOT_OUTER : SPOT_INNER) && use->touch->is_sure;
        Range            range;

        if (fits && use->part == array->parts[part] && (use->touch->writes || !array->written[part]) &&
            range_of_use(n, use, array->is_outer, &range))
            VEC_PUSH(n->x->arena, &ranges, range);
    }
    return ranges;
}

/* Another range that begins where others end, or before. */
static Range *next_range(const Ranges *ranges, const Poly *end)
{
    for (int i = 0; i < ranges->count; i++) {
        Range    *range = &ranges->items[i];
        long long ahead, beyond;

        if (!range->taken && planes_distance(&range->low, end, &ahead) && ahead <= 0 &&
            !(planes_distance(&range->high, end, &beyond) && beyond <= 0))
            return range;
    }
    return NULL;
}

/* Whether the ranges together are all groups of the array. */
static bool is_covered(const Planes *n, const Interleaved *array, int part)
{
    Ranges    ranges = ranges_of(n, array, part);
    Poly      end = array->low;
    long long left;

    for (;;) {
        Range *range = next_range(&ranges, &end);

        if (!range)
            return false;
        range->taken = true;
        end = range->high;
        if (planes_distance(&array->high, &end, &left) && left <= 0)
            return true;
    }
}

bool planes_cover(Planes *n, Interleaved *array)
{
    const Expr *guard;

    array->is_outer = false;
    for (int i = 0; i < array->uses.count; i++)
        array->is_outer |= array->uses.items[i].touch->spot != SPOT_INNER;
    for (int part = 0; part < array->part_count; part++)
        if (!is_covered(n, array, part))
            return false;
    return planes_guard(n, array->is_outer, &guard);
}

/* high > low; NULL where the numbers say so. */
static bool is_not_empty(const Planes *n, const Stmt *loop, const Poly *low, const Poly *high, const Expr **condition)
{
    Program  *p = n->x->p;
    long long count;

    *condition = NULL;
    if (planes_distance(high, low, &count))
        return count > 0;
    *condition = ir_binary(p, loop->loc, OP_GT, poly_expr(p, high, n->type, loop->loc), poly_expr(p, low, n->type, loop->loc));
    return true;
}

bool planes_guard(const Planes *n, bool is_outer, const Expr **guard)
{
    Program    *p = n->x->p;
    const Expr *inner;
    Poly        low, high, count, times = count_of(n->x, n->outer);
    long long   more;

    poly_bounds(n->x->arena, n->outer, &low, &high);
    if (!low.exact || !high.exact || !is_not_empty(n, n->outer, &low, &high, guard))
        return false;
    if (runs_surely(n->x, n->outer))
        *guard = NULL;
    if (is_outer)
        return true;
    if (!n->most.exact)
        return false;
    poly_bounds(n->x->arena, n->inner, &low, &high);
    low = poly_with(&low, n->outer->u.loop_for.var, &n->most);
    high = poly_with(&high, n->outer->u.loop_for.var, &n->most);
    if (!low.exact || !high.exact || !is_not_empty(n, n->inner, &low, &high, &inner))
        return false;
    count = poly_sum(&high, &low, -1);
    if (inner && planes_distance(&times, &count, &more) && more >= 0)
        *guard = NULL;                               /* if the inner loop runs, the outer one does */
    if (inner)
        *guard = ir_and(p, *guard, inner);
    return true;
}
