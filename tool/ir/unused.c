#include "base/intern.h"
#include "ir/walk.h"

/* Declarations of registers that nothing reads or assigns any more, since what did has gone. */

/* What is used is a map, Var -> itself: mentioned other than where it is declared. */
static void note_var(Map *used, Var *var)
{
    map_put(used, var, var);
}

static void note_node(void *data, const Expr *e)
{
    if (e->op == OP_VAR)
        note_var(data, e->u.var);
    for (int i = 0; e->op == OP_OPAQUE && i < e->u.opaque->vars.count; i++)
        note_var(data, e->u.opaque->vars.items[i]);
}

static void note_type(Map *used, const Type *type)
{
    for (; type->kind == TYPE_ARRAY || type->kind == TYPE_POINTER;
         type = type->kind == TYPE_ARRAY ? type->u.array.elem : type->u.pointer.elem)
        if (type->kind == TYPE_ARRAY && type->u.array.length)
            ir_visit_expr(type->u.array.length, note_node, used);
}

static void note_stmt(void *data, Stmt *s)
{
    ir_visit_stmt_exprs(s, note_node, data);
    if (s->kind == STMT_FOR)
        note_var(data, s->u.loop_for.var);
    if (s->kind == STMT_DECL)
        note_type(data, s->u.decl.var->type);
    for (int i = 0; s->kind == STMT_OPAQUE && i < s->u.opaque->vars.count; i++)
        note_var(data, s->u.opaque->vars.items[i]);
}

static void note_effect(void *data, const Expr *e)
{
    *(bool *)data |= e->op == OP_OPAQUE || e->op == OP_CALL;
}

static bool drop(void *data, Block *out, Stmt *s)
{
    bool effect = false;
    (void)out;
    if (s->kind != STMT_DECL || !s->u.decl.init || !s->u.decl.var->is_register || !type_is_scalar(s->u.decl.var->type)
        || map_get(data, s->u.decl.var))
        return false;
    ir_visit_expr(s->u.decl.init, note_effect, &effect);
    return !effect;
}

void ir_drop_unused(Program *p, Arena *arena, Func *func)
{
    Map *used;
    do {
        used = map_new(arena);
        ir_visit_stmts(func->body, note_stmt, used);
    } while (ir_replace_stmts(p, func->body, drop, used));
}
