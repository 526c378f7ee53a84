#include "intervals.h"

#include "rows_parts.h"
#include "steady.h"

enum { MOST_ENDS = 32, MOST_CANDIDATES = 2 };

/* Behind the last element that the body of the innermost loop touches, where it runs. */
typedef struct End {
    Poly        high;
    const Stmt *innermost;     /* NULL: in no loop */
} End;

typedef struct Touched {
    const Var *param;
    int        object;         /* that it points to; -1: it is no such pointer */
    bool       unknown;
    VEC(End)   ends;
} Touched;

typedef struct Walk {
    Derive     *d;
    Touched    *params;
    int         count;
    const Stmt *at;
} Walk;

/* ---- what is out of sight ---- */

static void intervals_lose(Walk *w, const IntSet *objects)
{
    for (int i = 0; i < w->count; i++)
        w->params[i].unknown |= objects == NULL || intset_has(objects, w->params[i].object);
}

static void intervals_lose_reached(Walk *w, const Expr *value)
{
    IntSet reached = {0};

    alias_reach(w->d->alias, value, &reached);
    intervals_lose(w, &reached);
}

static void intervals_opaque(Walk *w, const Opaque *opaque)
{
    bool lost = opaque->behind.count > 0;

    for (int i = 0; i < opaque->vars.count; i++)
        lost |= type_holds_pointer(opaque->vars.items[i]->type);
    if (lost)
        intervals_lose(w, NULL);
}

/* ---- where an access lies ---- */

/* Whether nothing changes the parameter. */
static bool intervals_is_fixed(Derive *d, const Var *var)
{
    return var->kind == VAR_PARAM && var->is_register && !layout_assigns(d->layout, var, 0, layout_count(d->layout) - 1);
}

/* Whether evaluating the expression follows the pointer, whatever else it finds. */
static bool intervals_follows(const Expr *e, const Var *pointer)
{
    bool lazy = e->op == OP_SELECT || e->op == OP_LAND || e->op == OP_LOR;

    if (e->op == OP_DEREF && e->args[0]->op == OP_VAR && e->args[0]->u.var == pointer)
        return true;
    for (int i = 0; i < (lazy ? 1 : e->count); i++)
        if (e->op != OP_ADDR && intervals_follows(e->args[i], pointer))
            return true;
    return false;
}

typedef struct Follow {
    const Var *pointer;
    bool       found;
} Follow;

static void intervals_follow(void *data, const Expr *e, bool is_target)
{
    Follow *follow = data;

    follow->found |= !is_target && intervals_follows(e, follow->pointer);
}

/* Whether the function follows the pointer whenever it is called, before anything can end it: then so may the check. */
static bool intervals_is_followed(Derive *d, const Var *pointer)
{
    Follow follow = {pointer, false};

    for (int pos = 0; pos < layout_count(d->layout) && !follow.found; pos++) {
        const Stmt *s = layout_stmt(d->layout, pos);

        if (s->kind == STMT_CALL || s->kind == STMT_OPAQUE || s->kind == STMT_LOOP)
            return false;
        if (layout_info(d->layout, s)->parent == NULL && !map_get(d->shadow_stmts, s))
            ir_stmt_exprs(s, intervals_follow, &follow);
    }
    return follow.found;
}

/* A parameter or global, a member of one, or what a parameter points to, that is the same throughout. */
static bool intervals_stays(Derive *d, const Expr *leaf)
{
    const Expr *root = leaf;

    if (leaf->op == OP_VAR && leaf->u.var->kind == VAR_PARAM)
        return intervals_is_fixed(d, leaf->u.var);
    if (leaf->parts & PART_VOLATILE || layout_changes(d->layout, leaf, 0, layout_count(d->layout) - 1))
        return false;
    while (root->op == OP_FIELD && !root->u.field->bitfield)
        root = root->args[0];
    if (root->op == OP_VAR)
        return root->u.var->kind == VAR_PARAM || root->u.var->kind == VAR_GLOBAL;
    return root->op == OP_DEREF && root->args[0]->op == OP_VAR && intervals_is_fixed(d, root->args[0]->u.var) &&
           intervals_is_followed(d, root->args[0]->u.var);
}

static const Expr *intervals_plus(Program *p, const Expr *sum, const Expr *more)
{
    more = ir_cast(p, more->loc, type_int(p, INT_LONG), more, true);
    return sum ? ir_binary(p, more->loc, OP_ADD, sum, more) : more;
}

static bool intervals_same_elem(Program *p, const Type *a, const Type *b)
{
    return type_same(type_unqualified(p, type_elem(a)), type_unqualified(p, type_elem(b)));
}

/* The parameter that the pointer is made of, and how many elements it is away; NULL: it is made otherwise. */
static const Var *intervals_root(Derive *d, const Expr *pointer, const Expr **offset)
{
    pointer = steady_expr(d, pointer);
    for (;;) {
        const Expr *inner = pointer->count ? pointer->args[0] : NULL;

        switch (pointer->op) {
        case OP_VAR:
            return intervals_is_fixed(d, pointer->u.var) ? pointer->u.var : NULL;
        case OP_PTRADD:
            *offset = intervals_plus(d->p, *offset, pointer->args[1]);
            break;
        case OP_CAST:
            if (!type_is_pointer(inner->type) || !intervals_same_elem(d->p, inner->type, pointer->type))
                return NULL;
            break;
        case OP_ADDR:
            if (inner->op == OP_INDEX && type_is_pointer(inner->args[0]->type))
                *offset = intervals_plus(d->p, *offset, inner->args[1]);
            else if (inner->op != OP_DEREF)
                return NULL;
            inner = inner->args[0];
            break;
        default:
            return NULL;
        }
        pointer = inner;
    }
}

/* Whether the polynomial is made of what stays, and of counters of the nest. */
static bool intervals_is_clean(Derive *d, const Poly *poly, Stmt *const *nest, int count)
{
    for (int i = 0; i < poly->terms.count; i++)
        for (int k = 0; k < poly->terms.items[i].degree; k++) {
            const Expr *leaf = poly->terms.items[i].leaves[k];
            bool        known = intervals_stays(d, leaf);

            for (int n = 0; n < count && leaf->op == OP_VAR; n++)
                known |= nest[n]->u.loop_for.var == leaf->u.var;
            if (!known)
                return false;
        }
    return poly->exact;
}

/* Whether the counter stays between its bounds.  One that waits for a bound to be met may have passed it where something else
 * ends the loop. */
static bool intervals_keeps_bounds(const Stmt *loop)
{
    return loop->u.loop_for.relation != REL_NE && ir_meets_bound(loop);
}

/* The FORs around the statement, outermost first; -1: there are too many, or one does not say what it counts. */
static int intervals_nest(Derive *d, const Stmt *at, Stmt **nest)
{
    int count = 0;

    for (Stmt *loop = layout_info(d->layout, at)->loop; loop; loop = layout_info(d->layout, loop)->loop) {
        if (loop->kind != STMT_FOR)
            continue;
        if (count == MOST_NEST || !intervals_keeps_bounds(loop))
            return -1;
        for (int i = count++; i > 0; i--)
            nest[i] = nest[i - 1];
        nest[0] = loop;
    }
    return count;
}

/* Whether it is not negative where the body of the innermost loop runs. */
static bool intervals_is_positive(Derive *d, const Stmt *innermost, const Poly *poly)
{
    long long number;

    return poly_is_number(poly, &number) ? number >= 0 : rows_order(d, innermost, poly) > 0;
}

/* Behind the last element, where the first is not before the pointer.  False: unknown. */
static bool intervals_end(Derive *d, const Stmt *at, const Expr *offset, End *end)
{
    Stmt *nest[MOST_NEST];
    int   count = intervals_nest(d, at, nest);
    Poly  low, one = poly_number(d->arena, 1), all = steady_poly(d, steady_here(d, offset, at));

    if (count < 0 || !intervals_is_clean(d, &all, nest, count))
        return false;
    end->innermost = count ? nest[count - 1] : NULL;
    if (count && !rows_range(d, at, nest, count, offset, &low, &end->high))
        return false;
    if (count == 0) {
        low = all;
        end->high = poly_sum(&all, &one, 1);
    }
    return intervals_is_clean(d, &low, NULL, 0) && intervals_is_clean(d, &end->high, NULL, 0) &&
           intervals_is_positive(d, end->innermost, &low);
}

/* Of two ends in one loop the larger one will do. */
static void intervals_add(Walk *w, Touched *touched, const End *end)
{
    for (int i = 0; i < touched->ends.count; i++) {
        End      *mine = &touched->ends.items[i];
        Poly      more = poly_sum(&end->high, &mine->high, -1);
        long long number;

        if (mine->innermost != end->innermost || !poly_is_number(&more, &number))
            continue;
        if (number > 0)
            *mine = *end;
        return;
    }
    touched->unknown |= touched->ends.count == MOST_ENDS;
    if (!touched->unknown)
        VEC_PUSH(w->d->facts, &touched->ends, *end);
}

static void intervals_access(Walk *w, const Expr *place)
{
    const Expr *offset = place->op == OP_INDEX ? intervals_plus(w->d->p, NULL, place->args[1])
                                               : ir_int(w->d->p, place->loc, type_int(w->d->p, INT_LONG), 0);
    IntSet      objects = {0};
    const Var  *root;
    End         end;

    alias_of_place(w->d->alias, place, &objects);
    for (int i = 0; i < w->count; i++) {
        Touched *touched = &w->params[i];

        if (touched->unknown || !intset_has(&objects, touched->object))
            continue;
        root = intervals_root(w->d, place->args[0], &offset);
        if (root == touched->param && objects.count == 1 &&
            intervals_same_elem(w->d->p, place->args[0]->type, root->type) && intervals_end(w->d, w->at, offset, &end))
            intervals_add(w, touched, &end);
        else
            intervals_lose(w, &objects);
        return;
    }
}

/* An index in an array that lies within what a pointer leads to: beyond the array's end there would be more. */
static void intervals_inside(Walk *w, const Expr *place)
{
    Derive     *d = w->d;
    const Type *array = place->args[0]->type->canon;
    IntSet      objects = {0};
    End         end;
    Poly        rest;

    if (ir_root_var(place))
        return;
    alias_of_place(d->alias, place, &objects);
    rest = array->u.array.length ? steady_poly(d, array->u.array.length) : poly_number(d->arena, array->u.array.count);
    if (intervals_is_clean(d, &rest, NULL, 0) && intervals_end(d, w->at, place->args[1], &end)) {
        rest = poly_sum(&rest, &end.high, -1);
        if (intervals_is_positive(d, end.innermost, &rest))
            return;
    }
    intervals_lose(w, &objects);
}

/* ---- all that the function does ---- */

static void intervals_node(void *data, const Expr *e)
{
    Walk *w = data;

    if (e->op == OP_OPAQUE)
        intervals_opaque(w, e->u.opaque);
    for (int i = 0; e->op == OP_CALL && i < e->count; i++)
        intervals_lose_reached(w, e->args[i]);
    if (e->op == OP_DEREF || (e->op == OP_INDEX && type_is_pointer(e->args[0]->type)))
        intervals_access(w, e);
    else if (e->op == OP_INDEX && e->args[0]->type->canon->kind == TYPE_ARRAY)
        intervals_inside(w, e);
}

static void intervals_stmt(void *data, Stmt *s)
{
    Walk *w = data;

    if (map_get(w->d->shadow_stmts, s))
        return;
    w->at = s;
    if (s->kind == STMT_OPAQUE)
        intervals_opaque(w, s->u.opaque);
    for (int i = 0; s->kind == STMT_CALL && i < s->u.call.count; i++)
        intervals_lose_reached(w, s->u.call.args[i]);
    ir_visit_stmt_exprs(s, intervals_node, w);
}

/* ---- counts ---- */

/* Whether what ends there lies before the other end. */
static bool intervals_is_within(Derive *d, const End *end, const End *other)
{
    Poly more = poly_sum(&other->high, &end->high, -1);

    return intervals_is_positive(d, end->innermost, &more);
}

/* The type that ends are compared in: that of parameters which they are all one of; otherwise that of counts. */
static const Type *intervals_type(Derive *d, const Touched *touched)
{
    const Type *type = NULL;
    long long   number;

    for (int i = 0; i < touched->ends.count; i++) {
        const Poly *high = &touched->ends.items[i].high;
        bool        plain = high->terms.count == 1 && high->terms.items[0].degree == 1 && high->terms.items[0].factor == 1;
        const Type *mine = plain ? type_unqualified(d->p, high->terms.items[0].leaves[0]->type) : type_int(d->p, INT_INT);

        if ((!plain && !poly_is_number(high, &number)) || type_is_unsigned(mine) || (type && type != mine))
            return type_real(d->p, REAL_DOUBLE);
        type = mine;
    }
    return type;
}

static const Expr *intervals_largest(Derive *d, const Touched *touched)
{
    const Type *type = intervals_type(d, touched);
    const Expr *largest = NULL;

    for (int i = 0; i < touched->ends.count; i++) {
        const Expr *end = poly_expr(d->p, &touched->ends.items[i].high, type, d->fn->loc);

        largest = largest ? ir_select(d->p, end->loc, ir_binary(d->p, end->loc, OP_GT, largest, end), largest, end) : end;
    }
    return ir_cast(d->p, d->fn->loc, type_real(d->p, REAL_DOUBLE), largest, true);
}

/* One end that all the others lie before; otherwise the largest of them, found when it runs. */
static const Expr *intervals_count(Derive *d, const Touched *touched)
{
    for (int i = 0; i < touched->ends.count; i++) {
        bool last = true;

        for (int k = 0; k < touched->ends.count; k++)
            last = last && intervals_is_within(d, &touched->ends.items[k], &touched->ends.items[i]);
        if (last)
            return poly_expr(d->p, &touched->ends.items[i].high, type_real(d->p, REAL_DOUBLE), d->fn->loc);
    }
    return touched->ends.count == 0 || touched->ends.count > MOST_CANDIDATES ? NULL : intervals_largest(d, touched);
}

/* What the pointer leads to, where that has no pointers in it. */
static int intervals_object(Derive *d, const Var *param)
{
    IntSet      objects = {0};
    const Type *elem = type_is_pointer(param->type) ? type_elem(param->type) : NULL;

    if (elem == NULL || type_holds_pointer(elem) || elem->canon->kind == TYPE_VOID ||
        elem->canon->kind == TYPE_FUNCTION || !intervals_is_fixed(d, param))
        return -1;
    alias_of_pointer(d->alias, ir_var(d->p, param->loc, (Var *)param), &objects);
    return objects.count == 1 ? objects.items[0] : -1;
}

const Interval *intervals_find(Derive *d)
{
    Walk      w = {.d = d, .count = d->request->func->params.count};
    Interval *found = ARENA_ARRAY(d->arena, Interval, w.count + 1);

    w.params = ARENA_ARRAY(d->arena, Touched, w.count + 1);
    for (int i = 0; i < w.count; i++) {
        w.params[i].param = d->fn->params.items[i];
        w.params[i].object = intervals_object(d, w.params[i].param);
        w.params[i].unknown = w.params[i].object < 0;
    }
    ir_visit_stmts(d->fn->body, intervals_stmt, &w);
    for (int i = 0; i < w.count; i++)
        if (!w.params[i].unknown)
            found[i] = (Interval){intervals_count(d, &w.params[i]), type_unqualified(d->p, type_elem(w.params[i].param->type))};
    return found;
}
