#include "analysis/recasts.h"

#include "ir/walk.h"

static Record *recasts_record(const Type *type)
{
    while (type->kind == TYPE_POINTER || type->kind == TYPE_ARRAY)
        type = type_elem(type);
    return type->canon->kind == TYPE_RECORD ? type->canon->u.record : NULL;
}

static void recasts_node(void *data, const Expr *e)
{
    (void)data;
    if (e->op == OP_CAST && type_is_pointer(e->args[0]->type)) {
        Record *from = recasts_record(e->args[0]->type);

        if (from && from != recasts_record(e->type))
            from->is_recast = true;
    }
    for (int i = 0; e->op == OP_OPAQUE && i < e->u.opaque->vars.count; i++) {
        Record *record = recasts_record(e->u.opaque->vars.items[i]->type);

        if (record)
            record->is_recast = true;
    }
}

static void recasts_expr(void *data, const Expr *e, bool is_target)
{
    (void)is_target;
    ir_visit_expr(e, recasts_node, data);
}

static void recasts_stmt(void *data, Stmt *s)
{
    if (s->kind == STMT_CALL && s->u.call.callee->is_library && !s->u.call.callee->body) {
        for (int i = 0; i < s->u.call.count; i++)
            ir_visit_expr(ir_uncast(s->u.call.args[i]), recasts_node, data);
        return;
    }
    ir_stmt_exprs(s, recasts_expr, data);
    for (int i = 0; s->kind == STMT_OPAQUE && i < s->u.opaque->vars.count; i++) {
        Record *record = recasts_record(s->u.opaque->vars.items[i]->type);

        if (record)
            record->is_recast = true;
    }
}

void recasts_find(Program *p)
{
    for (int i = 0; i < p->funcs.count; i++)
        if (p->funcs.items[i]->body)
            ir_visit_stmts(p->funcs.items[i]->body, recasts_stmt, NULL);
    for (int i = 0; i < p->globals.count; i++)
        if (p->globals.items[i]->init)
            ir_visit_expr(p->globals.items[i]->init, recasts_node, NULL);
}
