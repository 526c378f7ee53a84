#include "bounds.h"

#include "ir/walk.h"

/* Constants beyond are taken for none: sums of a few others do not overflow. */
static const long long most = 1LL << 40;

bool span_changes(const Span *span, const Expr *e)
{
    return layout_changes(span->layout, e, span->first, span->last);
}

/* The FOR around `s` whose counter is the variable, or NULL. */
static Stmt *bounds_loop_of(const Layout *layout, const Stmt *s, const Var *var)
{
    for (Stmt *l = layout_info(layout, s)->loop; l; l = layout_info(layout, l)->loop)
        if (l->kind == STMT_FOR && l->u.loop_for.var == var)
            return l;
    return NULL;
}

Stmt *span_loop_of(const Span *span, const Stmt *s, const Var *var)
{
    const Layout *layout = span->layout;

    for (Stmt *l = layout_info(layout, s)->loop; l && l != span->scope && layout_info(layout, l)->pos >= span->first;
         l = layout_info(layout, l)->loop)
        if (l->kind == STMT_FOR && l->u.loop_for.var == var)
            return l;
    return NULL;
}

/* Whether e is another expression and a constant: what it is without, and the constant. */
static const Expr *bounds_without(const Expr *e, long long *constant)
{
    if ((e->op != OP_ADD && e->op != OP_SUB) || !ir_integer(e->args[1], constant) || *constant > most ||
        *constant < -most)
        return NULL;
    if (e->op == OP_SUB)
        *constant = -*constant;
    return ir_unwidened(e->args[0]);
}

static bool bounds_loop_range(const Stmt *loop, Range *out)
{
    const Expr *from = loop->u.loop_for.from, *to = loop->u.loop_for.to;

    switch (loop->u.loop_for.relation) {
    case REL_LT:
    case REL_LE:
        out->to = to;
        out->above = loop->u.loop_for.relation == REL_LE;
        return loop->u.loop_for.step == 1 && ir_integer(from, &out->low);
    case REL_GE:
    case REL_DOWNTO:
        out->to = from;
        out->above = loop->u.loop_for.relation == REL_GE;
        return loop->u.loop_for.step == -1 && ir_integer(to, &out->low);
    default:
        return false;
    }
}

bool bounds_range(const Span *span, const Stmt *at, const Expr *index, Range *out)
{
    const Expr *e = ir_unwidened(index), *inner;
    long long   shift = 0;
    const Stmt *loop;

    *out = (Range){0};
    if ((inner = bounds_without(e, &shift)) != NULL)
        e = inner;
    loop = e->op == OP_VAR ? span_loop_of(span, at, e->u.var) : NULL;
    if (loop == NULL || !bounds_loop_range(loop, out) || out->low > most || out->low < -most)
        return false;
    out->counter = e->u.var;
    out->low += shift;
    out->above += shift;
    return true;
}

bool bounds_from(const Layout *layout, const Stmt *at, const Expr *index, long long low)
{
    const Expr *e = ir_unwidened(index), *inner;
    long long   constant;
    const Stmt *loop;

    if (ir_integer(e, &constant))
        return constant >= low;
    if ((inner = bounds_without(e, &constant)) != NULL)
        return bounds_from(layout, at, inner, low - constant) &&
               (!type_is_unsigned(e->type) || (constant >= 0 ? low <= 0 : low >= 0));
    loop = e->op == OP_VAR ? bounds_loop_of(layout, at, e->u.var) : NULL;
    if (loop == NULL)
        return false;
    switch (loop->u.loop_for.relation) {
    case REL_LT:
    case REL_LE:
        return loop->u.loop_for.step > 0 && bounds_from(layout, loop, loop->u.loop_for.from, low);
    case REL_GE:
    case REL_DOWNTO:
        return loop->u.loop_for.step < 0 && bounds_from(layout, loop, loop->u.loop_for.to, low);
    default:
        return false;
    }
}

/* Whether e, found where `at` stands, is at most `to` + `above`; `first`: where what it is made of has been found. */
static bool bounds_most(const Span *span, const Stmt *at, const Expr *e, const Expr *to, long long above, int first)
{
    const Expr *inner;
    long long   constant, end;
    const Stmt *loop;

    e = ir_unwidened(e);
    to = ir_unwidened(to);
    if (ir_same(e, to) && above >= 0)
        return first >= span->first || !layout_changes(span->layout, to, first, span->last);
    if (ir_integer(e, &constant) && ir_integer(to, &end))
        return constant <= most && end >= -most && constant - above <= end;
    if ((inner = bounds_without(e, &constant)) != NULL)
        return (constant >= 0 || !type_is_unsigned(e->type) || bounds_from(span->layout, at, inner, -constant)) &&
               bounds_most(span, at, inner, to, above - constant, first);
    loop = e->op == OP_VAR ? bounds_loop_of(span->layout, at, e->u.var) : NULL;
    if (loop != NULL) {
        bool up = loop->u.loop_for.step > 0;
        bool open = loop->u.loop_for.relation == REL_LT || loop->u.loop_for.relation == REL_DOWNTO;
        int  pos = layout_info(span->layout, loop)->pos;

        if (up ? loop->u.loop_for.relation == REL_LT || loop->u.loop_for.relation == REL_LE
               : loop->u.loop_for.relation != REL_NE)
            return bounds_most(span, loop, up ? loop->u.loop_for.to : loop->u.loop_for.from, to, above + open,
                               pos < first ? pos : first);
    }
    if ((inner = bounds_without(to, &constant)) != NULL && (constant <= 0 || !type_is_unsigned(to->type)))
        return bounds_most(span, at, e, inner, above + constant, first);
    return false;
}

bool bounds_below(const Span *span, const Stmt *at, const Expr *index, const Expr *to, long long above)
{
    return bounds_most(span, at, index, to, above - 1, layout_info(span->layout, at)->pos);
}
