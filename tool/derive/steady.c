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

typedef struct Here {
    Derive     *d;
    const Stmt *at;
    int         depth;
} Here;

/* Whether e is made of nothing but what is steady and counters of loops around the statement. */
static bool steady_is_made_here(const Here *here, const Expr *e)
{
    Derive *d = here->d;

    if (ir_is_register(e)) {
        for (const Stmt *loop = layout_info(d->layout, here->at)->loop; loop; loop = layout_info(d->layout, loop)->loop)
            if (loop->kind == STMT_FOR && loop->u.loop_for.var == e->u.var)
                return true;
        return !layout_assigns(d->layout, e->u.var, 0, layout_count(d->layout) - 1);
    }
    if (op_info[e->op].flags & OPF_PLACE)
        return !layout_changes(d->layout, e, 0, layout_count(d->layout) - 1);
    for (int i = 0; i < e->count; i++)
        if (!steady_is_made_here(here, e->args[i]))
            return false;
    return steady_is_plain(e);
}

static const Expr *steady_here_node(void *data, const Expr *e)
{
    Here          *here = data, next = *here;
    Derive        *d = here->d;
    const Written *written = e->op == OP_VAR ? map_get(d->steady, e->u.var) : NULL;
    const Stmt    *s = written && !written->several ? written->at : NULL;
    const Expr    *value;

    if (s == NULL || here->depth > 4 || !e->u.var->is_register || e->u.var->is_shadow || !type_is_integer(e->type) ||
        e->u.var->kind == VAR_PARAM || (s->kind != STMT_ASSIGN && s->kind != STMT_DECL))
        return e;
    if (layout_info(d->layout, s)->parent == NULL || layout_info(d->layout, s)->parent != layout_info(d->layout, s)->loop ||
        layout_info(d->layout, s)->pos >= layout_info(d->layout, here->at)->pos ||
        !layout_inside(d->layout, here->at, layout_info(d->layout, s)->loop))
        return e;
    next.depth++;
    next.at = s;
    value = ir_map_expr(d->p, steady_expr(d, s->kind == STMT_DECL ? s->u.decl.init : s->u.assign.value), steady_here_node, &next);
    return steady_is_made_here(&next, value) ? ir_cast(d->p, e->loc, type_unqualified(d->p, e->type), value, true) : e;
}

const Expr *steady_here(Derive *d, const Expr *e, const Stmt *at)
{
    Here here = {d, at, 0};

    return ir_map_expr(d->p, steady_expr(d, e), steady_here_node, &here);
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
