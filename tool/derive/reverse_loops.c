#include "reverse_parts.h"

#include "plan.h"
#include "shadow.h"

static bool reverse_is_unsigned(const Stmt *s)
{
    return type_is_unsigned(s->u.loop_for.var->type);
}

/* The last value of a strided counter: from + ((span + |step| - 1) / |step| - 1) * step, below from where it never runs. */
static const Expr *reverse_last(Derive *d, const Stmt *s, const Expr *from, const Expr *to)
{
    Program    *p = d->p;
    Loc         loc = s->loc;
    long long   step = s->u.loop_for.step, size = step > 0 ? step : -step;
    bool        inclusive = s->u.loop_for.relation == REL_LE || s->u.loop_for.relation == REL_GE;
    const Expr *span = step > 0 ? ir_binary(p, loc, OP_SUB, to, from) : ir_binary(p, loc, OP_SUB, from, to);
    const Expr *steps = ir_binary(p, loc, OP_DIV, ir_plus(p, span, inclusive ? size : size - 1),
                                  ir_int(p, loc, from->type, size));

    return ir_binary(p, loc, OP_ADD, from,
                     ir_binary(p, loc, OP_MUL, ir_plus(p, steps, -1), ir_int(p, loc, from->type, step)));
}

/* for (trip = trips; trip-- > 0;) { counter = from + trip * step; … }, before the body is generated. */
Stmt *reverse_counted(Derive *d, Stmt *s, const Expr *trips, Block *body)
{
    Program *p = d->p;
    Var     *trip = shadow_temp(d, "trip", trips->type, s->loc);

    plan_set_trip(d, s, trip);
    return ir_for(p, s->loc, trip, true, trips, REL_DOWNTO, ir_int(p, s->loc, trips->type, 0), -1, body);
}

/* The counter's value in the trip, for loops that count their trips. */
void reverse_set_counter(Derive *d, const Stmt *s, Var *counter, const Expr *trip, Block *body)
{
    enum { FAR = 1024 };                             /* from here on, a product with int may leave it */
    Program    *p = d->p;
    long long   step = s->u.loop_for.step;
    bool        far = (step > FAR || step < -FAR) && !type_is_unsigned(counter->type);
    const Type *type = far ? type_int(p, INT_LONG) : counter->type;
    const Expr *first = ir_cast(p, s->loc, counter->type, plan_expr(d, s, s->u.loop_for.from), true);
    const Expr *from = ir_cast(p, s->loc, type, first, true);
    const Expr *steps = ir_cast(p, s->loc, type, trip, true);

    if (s->u.loop_for.relation == REL_DOWNTO)
        from = ir_plus(p, from, -1);
    if (step != 1 && step != -1)
        steps = ir_binary(p, s->loc, OP_MUL, steps, ir_int(p, s->loc, type, step > 0 ? step : -step));
    ir_push(p, body, ir_assign(p, s->loc, ir_var(p, s->loc, counter),
                               ir_cast(p, s->loc, counter->type,
                                       ir_binary(p, s->loc, step > 0 ? OP_ADD : OP_SUB, from, steps), true)));
}

/* The number of iterations of a strided unsigned loop, where no signed arithmetic can be used. */
static const Expr *reverse_unsigned_trips(Derive *d, const Stmt *s, const Expr *from, const Expr *to)
{
    Program    *p = d->p;
    Loc         loc = s->loc;
    long long   step = s->u.loop_for.step, size = step > 0 ? step : -step;
    bool        inclusive = s->u.loop_for.relation == REL_LE || s->u.loop_for.relation == REL_GE;
    const Expr *low = step > 0 ? from : to, *high = step > 0 ? to : from;
    const Expr *span = ir_plus(p, ir_binary(p, loc, OP_SUB, high, low), inclusive ? 0 : -1);
    const Expr *more = ir_binary(p, loc, OP_DIV, span, ir_int(p, loc, from->type, size));

    return ir_select(p, loc, ir_binary(p, loc, inclusive ? OP_GE : OP_GT, high, low), ir_plus(p, more, 1),
                     ir_int(p, loc, from->type, 0));
}

/* The head of the loop that runs a FOR backwards; its body is filled in by the caller. */
Stmt *reverse_header(Derive *d, Stmt *s, Var *counter, Block *body)
{
    Program    *p = d->p;
    const Type *type = counter->type;
    const Expr *from = ir_cast(p, s->loc, type, plan_expr(d, s, s->u.loop_for.from), true);
    const Expr *to = ir_cast(p, s->loc, type, plan_expr(d, s, s->u.loop_for.to), true);
    Relation    relation = s->u.loop_for.relation;
    long long   step = s->u.loop_for.step;
    const Expr *trips;
    Stmt       *loop;

    if (map_get(d->commuting, s) && !plan_is_taped(d, s))
        return ir_for(p, s->loc, counter, true, from, relation, to, step, body);
    if (relation == REL_DOWNTO)
        return ir_for(p, s->loc, counter, true, to, REL_LT, from, 1, body);
    if (step == 1 && reverse_is_unsigned(s))
        return ir_for(p, s->loc, counter, true, relation == REL_LE ? ir_plus(p, to, 1) : to, REL_DOWNTO, from, -1,
                      body);
    if (step == 1)
        return ir_for(p, s->loc, counter, true, relation == REL_LE ? to : ir_plus(p, to, -1), REL_GE, from, -1,
                      body);
    if (step == -1)
        return ir_for(p, s->loc, counter, true, relation == REL_GE ? to : ir_plus(p, to, 1), REL_LE, from, 1,
                      body);
    if (!reverse_is_unsigned(s) && relation != REL_NE)
        return ir_for(p, s->loc, counter, true, reverse_last(d, s, from, to), step > 0 ? REL_GE : REL_LE, from, -step,
                      body);
    trips = reverse_unsigned_trips(d, s, from, to);
    loop = reverse_counted(d, s, trips, body);
    reverse_set_counter(d, s, counter, ir_var(p, s->loc, loop->u.loop_for.var), body);
    return loop;
}

/* Which break left the loop, in a variable that the backward pass clears. */
void reverse_take_left(Derive *d, const Stmt *s, Block *out)
{
    const StmtInfo *info = layout_info(d->layout, s);

    for (int pos = info->pos; pos <= info->end; pos++) {
        const Stmt  *at = layout_stmt(d->layout, pos);
        const Leave *leave = map_get(d->leavers, at);

        if (leave && layout_info(d->layout, at)->loop == s) {
            Var        *left = shadow_temp(d, leave->flag->name, leave->flag->type, at->loc);
            const Expr *flag = ir_var(d->p, at->loc, leave->flag);

            map_put(d->lefts, leave->flag, left);
            ir_push(d->p, out, ir_assign(d->p, at->loc, ir_var(d->p, at->loc, left), plan_expr(d, s, flag)));
            return;
        }
    }
}

/* Where the counter and the bound differ in sign, the loop may not run although the bounds, as counters, lie apart: the
 * first comparison as the loop makes it; NULL: not needed. */
const Expr *reverse_first_test(Derive *d, const Stmt *s)
{
    Program    *p = d->p;
    const Type *counter = type_unqualified(p, s->u.loop_for.var->type), *type;
    const Expr *from = s->u.loop_for.from, *to = s->u.loop_for.to;
    long long   number;
    OpKind      op;

    if (type_is_unsigned(counter) == type_is_unsigned(to->type) ||
        (ir_integer(type_is_unsigned(counter) ? to : from, &number) && number >= 0))
        return NULL;
    switch (s->u.loop_for.relation) {
    case REL_LT: op = OP_LT; break;
    case REL_LE: op = OP_LE; break;
    case REL_GE: op = OP_GE; break;
    case REL_NE: return NULL;
    default:     op = OP_GT; break;
    }
    type = type_usual(p, counter, to->type);
    from = ir_cast(p, s->loc, type, ir_cast(p, s->loc, counter, plan_expr(d, s, from), true), true);
    return ir_binary(p, s->loc, op, from, ir_cast(p, s->loc, type, plan_expr(d, s, to), true));
}
