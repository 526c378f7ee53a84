#include "parts.h"

/* Declarations of registers that nothing reads or assigns any more, since what did has gone. */

typedef struct Unused {
    Program *p;
    Map     *used;         /* Var -> itself: mentioned other than where it is declared */
    bool     any;
} Unused;

static void note_node(void *data, const Expr *e)
{
    Unused *u = data;
    if (e->op == OP_VAR)
        map_put(u->used, e->u.var, e->u.var);
    for (int i = 0; e->op == OP_OPAQUE && i < e->u.opaque->vars.count; i++)
        map_put(u->used, e->u.opaque->vars.items[i], e->u.opaque->vars.items[i]);
}

static void note_type(Unused *u, const Type *type)
{
    for (; type->kind == TYPE_ARRAY || type->kind == TYPE_POINTER;
         type = type->kind == TYPE_ARRAY ? type->u.array.elem : type->u.pointer.elem)
        if (type->kind == TYPE_ARRAY && type->u.array.length)
            ir_visit_expr(type->u.array.length, note_node, u);
}

static void note_stmt(void *data, Stmt *s)
{
    Unused *u = data;
    ir_visit_stmt_exprs(s, note_node, u);
    if (s->kind == STMT_FOR)
        map_put(u->used, s->u.loop_for.var, s->u.loop_for.var);
    if (s->kind == STMT_DECL)
        note_type(u, s->u.decl.var->type);
    for (int i = 0; s->kind == STMT_OPAQUE && i < s->u.opaque->vars.count; i++)
        map_put(u->used, s->u.opaque->vars.items[i], s->u.opaque->vars.items[i]);
}

static void note_effect(void *data, const Expr *e)
{
    *(bool *)data |= e->op == OP_OPAQUE || e->op == OP_CALL;
}

static bool is_unused(const Unused *u, const Stmt *s)
{
    bool effect = false;
    if (s->kind != STMT_DECL || !s->u.decl.init || !s->u.decl.var->is_register || !type_is_scalar(s->u.decl.var->type)
        || map_get(u->used, s->u.decl.var))
        return false;
    ir_visit_expr(s->u.decl.init, note_effect, &effect);
    return !effect;
}

static void drop_in(Unused *u, Block *block)
{
    int    kept = 0;
    Block *blocks[3];
    for (int i = 0; i < block->stmts.count; i++) {
        Stmt *s = block->stmts.items[i];
        for (int k = ir_stmt_blocks(s, blocks) - 1; k >= 0; k--)
            if (blocks[k])
                drop_in(u, blocks[k]);
        if (is_unused(u, s))
            u->any = true;
        else
            block->stmts.items[kept++] = s;
    }
    block->stmts.count = kept;
}

void unused_drop(Sweep *s)
{
    Unused u = {.p = s->p, .any = true};
    while (u.any) {
        u.any = false;
        u.used = map_new(s->arena);
        ir_visit_stmts(s->func->body, note_stmt, &u);
        drop_in(&u, s->func->body);
    }
}
