#include "analysis/recasts.h"

#include "analysis/bytes.h"
#include "ir/walk.h"

static Record *recasts_record(const Type *type)
{
    while (type->kind == TYPE_POINTER || type->kind == TYPE_ARRAY)
        type = type_elem(type);
    return type->canon->kind == TYPE_RECORD ? type->canon->u.record : NULL;
}

static void recasts_opaque(Program *p, const Opaque *opaque)
{
    for (int i = 0; i < opaque->vars.count; i++) {
        Record *record = recasts_record(opaque->vars.items[i]->type);

        p->views_chars |= type_holds_pointer(opaque->vars.items[i]->type);
        if (record)
            record->is_recast = record->is_cast_to = true;
    }
}

/* A void * that a function of the program returns goes into any pointer. */
static void recasts_result(const Stmt *call)
{
    Record *to = call->u.call.place ? recasts_record(call->u.call.place->type) : NULL;

    if (to && to != recasts_record(call->u.call.callee->result))
        to->is_cast_to = true;
}

static bool recasts_is_chars(const Type *pointer)
{
    const Type *elem = type_elem(pointer)->canon;

    while (elem->kind == TYPE_ARRAY)
        elem = type_elem(elem)->canon;
    return elem->kind == TYPE_INT && elem->u.integer <= INT_UCHAR;
}

static void recasts_node(void *data, const Expr *e)
{
    Program *p = data;

    p->views_chars |= bytes_other_member(e);
    if (e->op == OP_CAST && type_is_pointer(e->type) && type_is_pointer(e->args[0]->type))
        p->views_chars |= recasts_is_chars(e->type) != recasts_is_chars(e->args[0]->type);
    if (e->op == OP_CAST && type_is_pointer(e->args[0]->type)) {
        Record *from = recasts_record(e->args[0]->type), *to = recasts_record(e->type);

        if (from && from != to)
            from->is_recast = true;
        if (to && from != to && ir_uncast(e)->op != OP_INT)
            to->is_cast_to = true;
    }
    if (e->op == OP_OPAQUE)
        recasts_opaque(data, e->u.opaque);
}

static void recasts_stmt(void *data, Stmt *s)
{
    if (s->kind == STMT_CALL && s->u.call.callee->is_library && !s->u.call.callee->body) {
        for (int i = 0; i < s->u.call.count; i++)
            ir_visit_expr(ir_uncast(s->u.call.args[i]), recasts_node, data);
        return;
    }
    ir_visit_stmt_exprs(s, recasts_node, data);
    if (s->kind == STMT_CALL)
        recasts_result(s);
    if (s->kind == STMT_OPAQUE)
        recasts_opaque(data, s->u.opaque);
}

void recasts_find(Program *p)
{
    for (int i = 0; i < p->funcs.count; i++)
        if (p->funcs.items[i]->body)
            ir_visit_stmts(p->funcs.items[i]->body, recasts_stmt, p);
    for (int i = 0; i < p->globals.count; i++)
        if (p->globals.items[i]->init)
            ir_visit_expr(p->globals.items[i]->init, recasts_node, p);
}
