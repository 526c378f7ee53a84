#include "parts.h"

/* Arrays and blocks that nothing reads or writes any more: all that is left of them is where they begin and end. */

typedef struct Blocks {
    Sweep *s;
    Map   *used;              /* Var -> itself: mentioned elsewhere */
} Blocks;

/* The variable whose block or array the statement begins or ends, or NULL. */
static const Var *begins_or_ends(const Stmt *stmt)
{
    const Expr *place = ir_target(stmt);
    bool        zeros;
    if (stmt->kind == STMT_DECL)
        return stmt->u.decl.init && !expr_is_zero(stmt->u.decl.init) ? NULL : stmt->u.decl.var;
    if (own_freed(stmt))
        return own_freed(stmt);
    return own_is_allocated(stmt, &zeros) && place && place->op == OP_VAR ? place->u.var : NULL;
}

static void note_var(void *data, const Expr *e)
{
    if (e->op == OP_VAR)
        map_put(data, e->u.var, e->u.var);
}

static void note_opaque(void *data, Var *var)
{
    map_put(data, var, var);
}

static void note_stmt(void *data, Stmt *stmt)
{
    Blocks *b = data;
    if (stmt->kind == STMT_OPAQUE)
        ir_visit_opaque(stmt->u.opaque, note_opaque, b->used);
    if (stmt->kind == STMT_DECL && !begins_or_ends(stmt))
        map_put(b->used, stmt->u.decl.var, stmt->u.decl.var);    /* it may lead to the block that was another one's */
    if (!begins_or_ends(stmt))
        ir_visit_stmt_exprs(stmt, note_var, b->used);
    else if (stmt->kind == STMT_CALL && !own_freed(stmt))
        for (int i = 0; i < stmt->u.call.count; i++)
            ir_visit_expr(stmt->u.call.args[i], note_var, b->used);
}

static bool drop(void *data, Block *out, Stmt *stmt)
{
    Blocks    *b = data;
    const Var *var = begins_or_ends(stmt);
    (void)out;
    return var && own_of_var(b->s, var) >= 0 && !map_get(b->used, var);
}

bool blocks_drop(Sweep *s)
{
    Blocks b = {s, map_new(s->arena)};
    ir_visit_stmts(s->func->body, note_stmt, &b);
    return ir_replace_stmts(s->p, s->func->body, drop, &b);
}
