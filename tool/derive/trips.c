#include "trips.h"

#include "analysis/poly.h"

bool trips_counted(const Stmt *s)
{
    return s->kind == STMT_FOR && ir_meets_bound(s) && s->u.loop_for.relation != REL_NE && !s->checkpoint;
}

bool trips_bounds(const Derive *d, const Stmt *loop, long long *low, long long *count)
{
    Poly      from, to;
    long long high;

    poly_bounds(d->arena, loop, &from, &to);
    if (!poly_is_number(&from, low) || !poly_is_number(&to, &high))
        return false;
    *count = high - *low;
    return from.exact && to.exact;
}

bool trips_condition(const Derive *d, const Stmt *loop, int least, const Expr **condition)
{
    const Expr *from = loop->u.loop_for.from, *to = loop->u.loop_for.to;
    long long   low, count;

    *condition = NULL;
    if (trips_bounds(d, loop, &low, &count))
        return count >= least;
    if (!type_same(from->type, to->type) || !type_same(from->type, loop->u.loop_for.var->type) ||
        ((ir_parts(from) | ir_parts(to)) & (PART_OPAQUE | PART_VOLATILE)))
        return false;
    *condition = ir_runs(d->p, loop);
    return true;
}
