#include "steady.h"

#include "registers.h"

typedef struct Written {
    const Stmt *at;          /* the only statement that gives it a value */
    bool        several;
    bool        visiting;
} Written;

static void steady_note(Derive *d, Var *var, const Stmt *s)
{
    Written *written = map_get(d->steady, var);

    if (written == NULL) {
        written = ARENA_NEW(d->arena, Written);
        written->at = s;
        map_put(d->steady, var, written);
    } else {
        written->several = true;
    }
}

static void steady_visit(void *data, Stmt *s)
{
    Derive *d = data;
    Var    *var = registers_written(s);

    if (var)
        steady_note(d, var, s);
    for (int i = 0; s->kind == STMT_OPAQUE && i < s->u.opaque->writes.count; i++)
        steady_note(d, s->u.opaque->writes.items[i], s);
}

static bool steady_is_plain(const Expr *e)
{
    if (e->op == OP_CALL || e->op == OP_OPAQUE || e->op == OP_SELECT || e->op == OP_DIV || e->op == OP_REM)
        return false;
    for (int i = 0; i < e->count; i++)
        if (!steady_is_plain(e->args[i]))
            return false;
    return true;
}

/* What the variable always is, wherever it is read; NULL: that changes. */
static const Expr *steady_value(Derive *d, const Var *var)
{
    Written       *written = map_get(d->steady, var);
    const Stmt    *s = written && !written->several ? written->at : NULL;
    const Expr    *value = NULL;

    if (s == NULL || !var->is_register || var->kind == VAR_PARAM || var->is_shadow ||
        !(type_is_integer(var->type) || type_is_pointer(var->type)))
        return NULL;
    if (s->kind == STMT_DECL)
        value = s->u.decl.init;
    else if (s->kind == STMT_ASSIGN)
        value = s->u.assign.value;
    if (value == NULL || !steady_is_plain(value) || written->visiting || (d->pair && ir_reads_memory(value)))
        return NULL;
    written->visiting = true;
    value = steady_expr(d, value);
    written->visiting = false;
    return layout_changes(d->layout, value, 0, layout_count(d->layout) - 1)
               ? NULL
               : ir_cast(d->p, value->loc, type_unqualified(d->p, var->type), value, true);
}

static const Expr *steady_node(void *data, const Expr *e)
{
    const Expr *value = e->op == OP_VAR ? steady_value(data, e->u.var) : NULL;

    return value ? value : e;
}

const Expr *steady_expr(Derive *d, const Expr *e)
{
    if (d->steady == NULL) {
        d->steady = map_new(d->arena);
        ir_visit_stmts(d->fn->body, steady_visit, d);
    }
    return ir_map_expr(d->p, e, steady_node, d);
}

Poly steady_poly(Derive *d, const Expr *e)
{
    return poly_of(d->arena, steady_expr(d, e));
}

void steady_bounds(Derive *d, const Stmt *loop, Poly *low, Poly *high)
{
    Stmt steady = *loop;

    steady.u.loop_for.from = steady_expr(d, loop->u.loop_for.from);
    steady.u.loop_for.to = steady_expr(d, loop->u.loop_for.to);
    poly_bounds(d->arena, &steady, low, high);
}
