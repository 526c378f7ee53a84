#include "invariants_parts.h"

#include <string.h>

#include "ir/helpers.h"
#include "split.h"
#include "store.h"
#include "trips.h"

enum { MOST_LOCAL_ELEMENTS = 64 };

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

void invariants_move(Loop *l, Var *var, Value *v)
{
    Stmt *decl = map_get(l->declared, var);

    ir_visit_expr(v->before, move_needed, l);
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

/* ---- one value for each iteration of an inner loop ---- */

bool invariants_open_table(Loop *l, const Stmt *inner)
{
    Derive    *d = l->in->d;
    const Var *var = inner->u.loop_for.var;

    if (l->inner || !l->after || !helper_allocator(d->p, inner->loc))
        return false;
    l->inner = inner;
    l->counter = ir_new_var(d->p, d->fn, VAR_TEMP, var->name, type_unqualified(d->p, var->type), var->loc);
    l->each = ir_block(d->p);
    return true;
}

void invariants_close_table(Loop *l)
{
    Program    *p = l->in->d->p;
    const Stmt *s = l->inner;
    Stmt       *loop = ir_for(p, s->loc, l->counter, true, s->u.loop_for.from, REL_LT, s->u.loop_for.to, 1, l->each);
    Block      *then = ir_block(p);

    if (l->each->stmts.count) {
        ir_push(p, then, loop);
        ir_push(p, l->tables, l->asked ? ir_if(p, s->loc, l->asked, then, NULL) : loop);
    }
    l->inner = NULL;
    l->counter = NULL;
}

/* exp_values, exp_width_values */
static const char *table_name(const Loop *l, const char *name)
{
    size_t length = strlen(name), end = strlen("value");
    bool   is_value = length >= end && strcmp(name + length - end, "value") == 0;

    return arena_printf(l->in->d->p->arena, is_value ? "%ss" : "%s_values", name);
}

/* Memory for the table: a few elements are a variable of the function's. */
static const Expr *table_of(Loop *l, const char *name, const Type *type, Loc loc)
{
    Derive    *d = l->in->d;
    Program   *p = d->p;
    Var       *table = ir_new_var(p, d->fn, VAR_TEMP, table_name(l, name), type_pointer(p, type), loc);
    long long  low, count;

    if (trips_bounds(d, l->inner, &low, &count) && low + count <= MOST_LOCAL_ELEMENTS) {
        table->type = type_array(p, type, low + count, NULL);
        table->is_register = false;
        ir_push(p, l->decls, ir_decl(p, loc, table, l->asked ? ir_zero(p, loc, table->type) : NULL));
        return ir_decay(p, loc, ir_var(p, loc, table));
    }
    ir_push(p, l->decls, ir_decl(p, loc, table, NULL));
    store_allocate(d, l->decls, table, ir_cast(p, loc, type_int(p, INT_LONG), l->inner->u.loop_for.to, true));
    ir_push(p, l->after, helper_free(p, ir_var(p, loc, table), loc));
    VEC_PUSH(d->arena, &d->tables, table);
    return ir_var(p, loc, table);
}

/* A table with the value for each iteration; what is read of it in the inner loop, and in `element` by the counter before. */
static const Expr *make_table(Loop *l, const char *name, const Expr *value, const Expr **element)
{
    Program    *p = l->in->d->p;
    Loc         loc = value->loc;
    const Expr *table = table_of(l, name, type_unqualified(p, value->type), loc);

    *element = ir_index(p, loc, table, ir_var(p, loc, l->counter));
    ir_push(p, l->each, ir_assign(p, loc, *element, value));
    return ir_index(p, loc, table, ir_var(p, loc, l->inner->u.loop_for.var));
}

void invariants_tabulate(Loop *l, Stmt *s, Value *v)
{
    const Expr **value = s->kind == STMT_DECL ? &s->u.decl.init : &s->u.assign.value;
    const Var   *var = s->kind == STMT_DECL ? s->u.decl.var : s->u.assign.place->u.var;

    ir_visit_expr(v->before, move_needed, l);
    *value = make_table(l, var->name, v->before, &v->element);
}

const Expr *invariants_name(Loop *l, const Expr *e, const Expr *before)
{
    Derive     *d = l->in->d;
    bool        each = l->counter && ir_mentions(before, l->counter);
    Name        new = {before, !each && invariants_is_harmless(l, before) ? NULL : l->condition, NULL};
    const Expr *old = named(l, before, new.condition), *element;
    Var        *var;

    if (old)
        return old;
    ir_visit_expr(before, move_needed, l);
    if (each) {
        new.instead = make_table(l, propose(l, e), before, &element);
    } else {
        var = ir_new_var(d->p, d->fn, VAR_TEMP, propose(l, e), type_unqualified(d->p, before->type), before->loc);
        new.instead = ir_var(d->p, before->loc, var);
        give(l, var, before, new.condition, true);
    }
    VEC_PUSH(d->arena, &l->names, new);
    return new.instead;
}
