#include "finite_parts.h"

#include <math.h>

enum { MOST_PARENTS = 16 };

/* ---- what conditions say ---- */

static int finite_mentions(const Expr *e, const Expr *place)
{
    int count = ir_same(e, place);

    for (int i = 0; i < e->count; i++)
        count += finite_mentions(e->args[i], place);
    return count;
}

/* Whether the expression is infinite where the place is, and nowhere else: +1, or with the other sign: -1; 0: nobody knows. */
static int finite_follows(const At *at, const Expr *e, const Expr *place)
{
    int   side = e->count == 2 && finite_mentions(e->args[1], place) ? 1 : 0, sign;
    Range beside;

    if (ir_same(e, place))
        return 1;
    if ((e->op != OP_ADD && e->op != OP_SUB && e->op != OP_NEG && e->op != OP_CAST) || !type_is_real(e->args[side]->type))
        return 0;
    sign = finite_follows(at, e->args[side], place);
    if (e->op == OP_NEG || (e->op == OP_SUB && side == 1))
        sign = -sign;
    if (e->count == 1 || sign == 0)
        return sign;
    beside = finite_range(at, e->args[1 - side]);
    return beside.infinite || beside.nan || beside.empty ? 0 : sign;
}

/* A comparison of what the place adds to with a finite number: on one side of that, it is not infinite. */
static Range finite_given_sum(const At *at, Range r, const Expr *place, const Expr *cond, bool holds)
{
    int   side = finite_mentions(cond->args[1], place) ? 1 : 0, sign;
    bool  less = cond->op == OP_LT || cond->op == OP_LE;
    At    flat = {.f = at->f, .s = at->s, .flat = true};
    Range bound;

    if (!r.infinite || cond->op == OP_EQ || cond->op == OP_NE || !type_is_real(cond->args[0]->type) ||
        finite_mentions(cond, place) != 1)
        return r;
    bound = finite_range(&flat, cond->args[1 - side]);
    sign = finite_follows(&flat, cond->args[side], place);
    if (bound.infinite || bound.nan || bound.empty || sign == 0)
        return r;
    r.nan &= !holds;
    return range_bounded(r, ((less == holds) == (side == 0)) == (sign > 0));
}

/* A number that stands there, as a real type has it: (float)0.1. */
static bool finite_is_constant(const Expr *e)
{
    while (e->op == OP_CAST && type_is_real(e->type))
        e = e->args[0];
    return e->op == OP_REAL;
}

static Range finite_constant(const At *at, const Expr *e)
{
    const Expr *number = ir_uncast(e);

    if (!isfinite(number->u.real->value))
        return range_between(number->u.real->value, number->u.real->value);
    return finite_range(at, e);
}

static Range finite_given(const At *at, Range r, const Expr *place, const Expr *cond, bool holds)
{
    const Expr *a, *b;

    if (cond->op == OP_NOT)
        return finite_given(at, r, place, cond->args[0], !holds);
    if ((cond->op == OP_LAND && holds) || (cond->op == OP_LOR && !holds))
        return finite_given(at, finite_given(at, r, place, cond->args[0], holds), place, cond->args[1], holds);
    if (cond->count != 2 || cond->op == OP_LAND || cond->op == OP_LOR || !(op_info[cond->op].flags & OPF_COMPARE))
        return r;
    a = cond->args[0];
    b = cond->args[1];
    if (ir_same(a, place) && finite_is_constant(b))
        return range_compared(r, cond->op, finite_constant(at, b), holds);
    if (ir_same(b, place) && finite_is_constant(a))
        return range_compared(r, range_mirrored(cond->op), finite_constant(at, a), holds);
    return finite_given_sum(at, r, place, cond, holds);
}

Range finite_in_branches(const At *at, Range r, const Expr *place)
{
    const Layout *layout = at->f->d->layout;
    const Stmt   *s = at->s;

    for (const Given *given = at->given; given; given = given->outer)
        r = finite_given(at, r, place, given->cond, given->holds);
    for (int i = 0; s && i < MOST_PARENTS; i++) {
        const Stmt     *up = layout_info(layout, s)->parent;
        const StmtInfo *info = up && up->kind == STMT_IF ? layout_info(layout, up) : NULL;

        if (info) {
            Range better = finite_given(at, r, place, up->u.branch.cond, ir_holds(up->u.branch.then, s));

            if (!range_same(better, r) && !layout_changes(layout, place, info->pos + 1, info->end))
                r = better;
        }
        s = up;
    }
    return r;
}

/* ---- limits ---- */

static bool finite_spans(const Layout *layout, const Block *list, int pos)
{
    return list->stmts.count > 0 && pos >= layout_info(layout, list->stmts.items[0])->pos &&
           pos <= layout_info(layout, list->stmts.items[list->stmts.count - 1])->end;
}

/* The list that the statement stands in, each of whose statements runs after the one before it; NULL: none. */
static const Block *finite_list(const Finite *f, const Stmt *s)
{
    const Layout *layout = f->d->layout;
    const Stmt   *parent = layout_info(layout, s)->parent;
    int           pos = layout_info(layout, s)->pos;
    const Block  *list = NULL;

    if (parent == NULL)
        list = f->d->fn->body;
    else if (parent->kind == STMT_IF)
        list = finite_spans(layout, parent->u.branch.then, pos) ? parent->u.branch.then : parent->u.branch.other;
    else if (parent->kind == STMT_FOR || parent->kind == STMT_LOOP)
        list = parent->kind == STMT_FOR ? parent->u.loop_for.body : parent->u.loop.body;
    return list && finite_spans(layout, list, pos) ? list : NULL;
}

/* The statement of the list around the one at the position, or NULL; `parent` is what the list stands in. */
static const Stmt *finite_in_list(const Layout *layout, const Block *list, const Stmt *parent, int pos)
{
    const Stmt *s;

    if (!finite_spans(layout, list, pos))
        return NULL;
    for (s = layout_stmt(layout, pos); s && layout_info(layout, s)->parent != parent;)
        s = layout_info(layout, s)->parent;
    return s;
}

/* The statement of the list that assigns the register last before the IF. */
static const Stmt *finite_last_before(const Layout *layout, const Block *list, const Var *var, const Stmt *branch)
{
    const StmtInfo *info = layout_info(layout, branch);
    const Stmt     *s = branch;

    do
        s = finite_in_list(layout, list, info->parent, layout_info(layout, s)->pos - 1);
    while (s && !layout_assigns(layout, var, layout_info(layout, s)->pos, layout_info(layout, s)->end));
    return s;
}

void finite_find_limit(void *data, Stmt *s)
{
    Finite       *f = data;
    const Layout *layout = f->d->layout;
    const Block  *list = s->kind == STMT_IF ? finite_list(f, s) : NULL;

    if (list == NULL || s->u.branch.other->stmts.count > 0)
        return;
    for (int i = 0; i < s->u.branch.then->stmts.count; i++) {
        const Stmt     *inner = s->u.branch.then->stmts.items[i];
        const StmtInfo *info = layout_info(layout, inner), *outer = layout_info(layout, s);
        const Expr     *place = inner->kind == STMT_ASSIGN ? inner->u.assign.place : NULL;
        Limits         *limits;

        if (place == NULL || !ir_is_register(place) || !type_is_real(place->type) ||
            !ir_mentions(s->u.branch.cond, place->u.var) || layout_assigns(layout, place->u.var, outer->pos + 1, info->pos - 1) ||
            layout_assigns(layout, place->u.var, info->pos + 1, outer->end))
            continue;
        limits = map_get(f->limits, place->u.var);
        if (limits == NULL)
            limits = ARENA_NEW(f->d->arena, Limits);
        map_put(f->limits, place->u.var, limits);
        if (limits->count < MOST_LIMITS)
            limits->list[limits->count++] = (Limit){finite_last_before(layout, list, place->u.var, s), s, inner};
    }
}

/* What the register is right before the IF. */
static Range finite_before(const At *at, const Limit *limit)
{
    const Stmt *s = limit->before;
    At          before = {.f = at->f, .s = s, .flat = true};
    const Expr *value = s == NULL ? NULL : s->kind == STMT_ASSIGN ? s->u.assign.value : s->kind == STMT_DECL ? s->u.decl.init : NULL;

    return value ? finite_value(&before, value) : range_unknown();
}

/* Whether the register still is, before `s`, what the IF has left there. */
static bool finite_is_behind(const Finite *f, const Var *var, const Stmt *branch, const Stmt *s)
{
    const Layout   *layout = f->d->layout;
    const StmtInfo *info = layout_info(layout, branch);
    int             pos = layout_info(layout, s)->pos;
    const Stmt     *outer = pos > info->end ? finite_in_list(layout, finite_list(f, branch), info->parent, pos) : NULL;

    if (outer == NULL)
        return false;
    return !layout_assigns(layout, var, info->end + 1, outer == s ? pos - 1 : layout_info(layout, outer)->end);
}

Range finite_limited(const At *at, Range r, const Expr *place)
{
    const Limits *limits = at->flat ? NULL : map_get(at->f->limits, place->u.var);

    for (int i = 0; limits && i < limits->count; i++) {
        const Limit *limit = &limits->list[i];
        At           then = {.f = at->f, .s = limit->replaces, .flat = true}, other = {.f = at->f, .s = limit->branch};
        Range        kept;

        if (!finite_is_behind(at->f, place->u.var, limit->branch, at->s))
            continue;
        kept = finite_given(&other, finite_before(at, limit), place, limit->branch->u.branch.cond, false);
        return range_join(finite_value(&then, limit->replaces->u.assign.value), kept);
    }
    return r;
}
