#include "invariants_parts.h"

#include "split.h"

/* ---- one value ---- */

static void put(Loop *l, Block *out, Var *var, const Expr *value)
{
    Program *p = l->in->d->p;

    ir_push(p, out, ir_assign(p, value->loc, ir_var(p, value->loc, var), value));
}

/* A block that runs if the condition holds. */
static Block *open_branch(Loop *l, const Expr *condition)
{
    Program *p = l->in->d->p;

    if (l->last == NULL || !ir_same(l->last->u.branch.cond, condition)) {
        l->last = ir_if(p, condition->loc, condition, ir_block(p), NULL);
        ir_push(p, l->out, l->last);
    }
    return l->last->u.branch.then;
}

/* The variable has the value, from before the loop on; `declare` it there. */
static void give(Loop *l, Var *var, const Expr *value, const Expr *condition, bool declare)
{
    Program *p = l->in->d->p;

    if (condition) {
        if (declare)
            ir_push(p, l->decls, ir_decl(p, value->loc, var, ir_zero(p, value->loc, type_unqualified(p, var->type))));
        put(l, open_branch(l, condition), var, value);
        return;
    }
    l->last = NULL;
    if (declare)
        ir_push(p, l->out, ir_decl(p, value->loc, var, value));
    else
        put(l, l->out, var, value);
}

static void move_needed(void *data, const Expr *e)
{
    Loop  *l = data;
    Value *v = e->op == OP_VAR ? map_get(l->values, e->u.var) : NULL;

    if (v && !v->moved)
        invariants_move(l, e->u.var, v);
}

void invariants_move_needed(Loop *l, const Expr *before)
{
    ir_visit_expr(before, move_needed, l);
}

void invariants_move(Loop *l, Var *var, Value *v)
{
    Stmt *decl = map_get(l->declared, var);

    invariants_move_needed(l, v->before);
    v->moved = true;
    map_put(l->in->gone, v->stmt, v->stmt);
    if (decl)
        map_put(l->in->gone, decl, decl);
    give(l, var, v->before, invariants_is_harmless_var(l, var) ? NULL : v->condition, decl != NULL);
}

/* The name that the part has already; or NULL. */
static const Expr *named(const Loop *l, const Expr *before, const Expr *condition)
{
    for (int i = 0; i < l->names.count; i++)
        if (l->names.items[i].condition == condition && ir_same(l->names.items[i].before, before))
            return l->names.items[i].instead;
    return NULL;
}

static const char *propose(Loop *l, const Expr *e)
{
    return e->op == OP_MUL ? "factor" : split_propose(l->in->d, e);
}

const Expr *invariants_name(Loop *l, const Expr *e, const Expr *before)
{
    Derive     *d = l->in->d;
    bool        each = invariants_dimensions(l, before) > 0;
    Name        new = {before, !each && invariants_is_harmless(l, before) ? NULL : l->condition, NULL};
    const Expr *old = named(l, before, new.condition), *element;
    Var        *var;

    if (old)
        return old;
    invariants_move_needed(l, before);
    if (each) {
        new.instead = invariants_make_table(l, propose(l, e), before, &element);
    } else {
        var = ir_new_var(d->p, d->fn, VAR_TEMP, propose(l, e), type_unqualified(d->p, before->type), before->loc);
        new.instead = ir_var(d->p, before->loc, var);
        give(l, var, before, new.condition, true);
    }
    VEC_PUSH(d->arena, &l->names, new);
    return new.instead;
}
