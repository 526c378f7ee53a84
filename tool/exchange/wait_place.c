#include "wait_parts.h"

bool short_range(Exchange *x, const Stmt *loop, long long *low, long long *count)
{
    Poly      from, to;
    long long high, step = loop->u.loop_for.step;

    poly_bounds(x->arena, loop, &from, &to);
    if (loop->u.loop_for.pragma || (step != 1 && step != -1) || !poly_is_number(&from, low) || !poly_is_number(&to, &high))
        return false;
    *count = high - *low;
    return *count > 0 && *count <= MOST_SHORT;
}

/* ---- one index ---- */

/* Whether nothing that the index is written with changes in the loop, but the counters: nor what cancels out. */
static bool index_stays(const Wait *w, const Expr *index, const Where *where)
{
    for (int i = 0; i < where->axis_count; i++)
        index = expr_at_zero(w->x, index, where->axes[i].loop);
    return !layout_changes(w->x->layout, index, w->first, w->last);
}

/* The counter of a short loop around the sum, which no other index has, if this one has it. */
static bool axis_take(const Wait *w, const Stmt *loop, Poly *rest, Where *out)
{
    const Var *counter = loop->u.loop_for.var;
    Axis       axis = {.loop = loop, .level = out->level_count};
    Poly       cofactor, zero = poly_number(w->x->arena, 0);

    if (!poly_mentions(rest, counter))
        return true;
    cofactor = poly_cofactor(rest, counter);
    if (out->axis_count == MOST_AXES || !poly_is_number(&cofactor, &axis.step) ||
        !short_range(w->x, loop, &axis.first, &axis.count))
        return false;
    for (int i = 0; i < out->axis_count; i++)
        if (out->axes[i].loop == loop)
            return false;
    *rest = poly_with(rest, counter, &zero);
    out->axes[out->axis_count++] = axis;
    return true;
}

static bool level_take(const Wait *w, const Stmt *s, const Expr *index, Where *out)
{
    Poly rest = poly_of(w->x->arena, index);

    if (!rest.exact || out->level_count == MOST_LEVELS)
        return false;
    for (const Stmt *up = layout_info(w->x->layout, s)->loop; up != w->loop; up = layout_info(w->x->layout, up)->loop)
        if (!axis_take(w, up, &rest, out))
            return false;
    out->rest[out->level_count++] = rest;
    return rest.exact && index_stays(w, index, out);
}

/* ---- places ---- */

static long long axis_width(const Axis *axis)
{
    return axis->step < 0 ? -axis->step : axis->step;
}

static void where_sort(Where *where)
{
    for (int i = 1; i < where->axis_count; i++)
        for (int k = i; k > 0; k--) {
            Axis *a = &where->axes[k - 1], *b = &where->axes[k], swap = *a;

            if (a->level > b->level || (a->level == b->level && axis_width(a) >= axis_width(b)))
                break;
            *a = *b;
            *b = swap;
        }
}

/* Rows: what lies behind a pointer, by one counter at most.  Blocks: all else that counters go through. */
static bool where_fits(const Wait *w, const Where *where)
{
    const Expr *base = where->place->args[0];
    bool        is_row = ir_is_register(base) && where->axis_count < 2;

    return w->what == WAIT_ROWS ? is_row : !is_row && where->axis_count > 0;
}

/* The pointer that the place is reached by: no other one is followed on the way. */
static const Expr *where_base(const Wait *w, const Stmt *s, Where *out)
{
    const Expr *e = out->place;

    while ((e->op == OP_INDEX || e->op == OP_FIELD) && !type_is_pointer(e->type)) {
        if (e->op == OP_INDEX && !level_take(w, s, e->args[1], out))
            return NULL;
        e = e->args[0];
    }
    return e->op == OP_DEREF ? e->args[0] : e;
}

bool wait_where(const Wait *w, const Stmt *s, Where *out)
{
    const Expr *place = s->u.assign.place, *base;

    if (place->op != OP_INDEX)
        return false;
    *out = (Where){.place = place};
    base = where_base(w, s, out);
    if (base == NULL || !ir_is_register(base) || layout_assigns(w->x->layout, base->u.var, w->first, w->last))
        return false;
    where_sort(out);
    return where_fits(w, out);
}

static bool axis_same(const Axis *a, const Axis *b)
{
    return a->level == b->level && a->step == b->step && a->first == b->first && a->count == b->count;
}

bool where_same(const Where *a, const Where *b)
{
    const Expr *x = a->place, *y = b->place;

    if (a->axis_count != b->axis_count || a->level_count != b->level_count)
        return false;
    for (int i = 0; i < a->axis_count; i++)
        if (!axis_same(&a->axes[i], &b->axes[i]))
            return false;
    for (int i = 0; i < a->level_count; i++)
        if (!poly_same(&a->rest[i], &b->rest[i]))
            return false;
    for (; (x->op == OP_INDEX || x->op == OP_FIELD) && x->op == y->op; x = x->args[0], y = y->args[0])
        if (x->op == OP_FIELD && x->u.field != y->u.field)
            return false;
    return ir_same(x, y);
}

long long where_count(const Where *where)
{
    long long count = 1;

    for (int i = 0; i < where->axis_count; i++)
        count *= where->axes[i].count;
    return count;
}
