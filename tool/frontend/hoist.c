#include "lower.h"

/*
 * Variables whose scope becomes wider: what C declares between a goto and its label, say, and uses behind the label.
 * They are declared further out, and get their value where their declaration was.
 */

enum { MOST_PARTS = 64 };

/* ---- whether that can be ---- */

/* How many scalars an object has; more than can be, where they cannot be assigned one by one. */
static long long part_count(const Type *type)
{
    long long count = 0;
    if (type->kind == TYPE_ARRAY) {
        const Type *elem = type->u.array.elem;
        bool        text = elem->kind != TYPE_ARRAY && type_is_integer(elem) && type_bits(elem) == 8;
        count = text ? MOST_PARTS + 1 : part_count(elem);
        return type->u.array.count > MOST_PARTS ? MOST_PARTS + 1 : count * type->u.array.count;
    }
    if (type->kind != TYPE_RECORD)
        return 1;
    if (type->u.record->is_union)
        return MOST_PARTS + 1;
    for (int i = 0; i < type->u.record->fields.count; i++) {
        const Type *part = type->u.record->fields.items[i]->type;
        count += part->quals & TYPE_CONST ? MOST_PARTS + 1 : part_count(part);
    }
    return count;
}

static bool can_assign(Lower *l, const Node *decl)
{
    const Type *type = lower_var(l, decl->symbol)->type;
    bool        list = decl->kids[decl->init]->kind == NODE_LIST;
    if (type->kind != TYPE_ARRAY && type->kind != TYPE_RECORD)
        return true;
    return (list || type->kind == TYPE_RECORD) && part_count(type) <= MOST_PARTS;
}

bool hoist_can(Lower *l, const Node *decls)
{
    for (int i = 0; i < decls->count; i++) {
        const Node *decl = decls->kids[i];
        if (decl->kind != NODE_VAR || decl->symbol->kind == SYMBOL_GLOBAL)
            continue;
        if (decl->symbol->kind != SYMBOL_LOCAL || decl->symbol->suspect || type_is_variable(decl->symbol->type))
            return false;
        if (decl->init >= 0 && !can_assign(l, decl))
            return false;
    }
    return true;
}

/* ---- declaring ---- */

/* Scalars begin as zero, lest a compiler misses that they have a value wherever they are used. */
void hoist_declare(Lower *l, Node *decl)
{
    if (decl->kind != NODE_VAR || decl->symbol->kind == SYMBOL_GLOBAL || decl->symbol->hoisted)
        return;
    Var *var = lower_var(l, decl->symbol);
    Loc  loc = front_loc(l->front, decl->cursor);
    var->type = init_assignable(l->program, var->type);
    decl->symbol->hoisted = true;
    bool scalar = var->type->kind != TYPE_ARRAY && var->type->kind != TYPE_RECORD;
    lower_push(l, ir_decl(l->program, loc, var, scalar ? lower_zero(l, var->type, loc) : NULL));
}

/* ---- assigning ---- */

static void assign_parts(Lower *l, const Expr *place, const Expr *value)
{
    Program    *p = l->program;
    const Type *type = place->type;
    if (value->op != OP_INIT || (type->kind != TYPE_ARRAY && type->kind != TYPE_RECORD)) {
        lower_push(l, ir_assign(p, value->loc, place, value));
        return;
    }
    bool record = type->kind == TYPE_RECORD;
    int  count = record ? type->u.record->fields.count : (int)type->u.array.count;
    for (int i = 0; i < count; i++) {
        const Field *field = record ? type->u.record->fields.items[i] : NULL;
        if (field && field_is_padding(field))
            continue;
        const Expr *index = ir_int(p, value->loc, type_int(p, INT_INT), i);
        const Expr *part = field ? ir_field(p, value->loc, place, field) : ir_index(p, value->loc, place, index);
        assign_parts(l, part, i < value->count ? value->args[i] : lower_zero(l, type_unqualified(p, part->type), value->loc));
    }
}

void hoist_assign(Lower *l, Node *decl)
{
    Var *var = lower_var(l, decl->symbol);
    Loc  loc = front_loc(l->front, decl->cursor);
    if (decl->init < 0)
        return;
    Block *outer = lower_enter(l);
    init_declare(l, var, decl->kids[decl->init], loc);
    Block *made = lower_leave(l, outer);
    for (int i = 0; i < made->stmts.count; i++) {
        Stmt *stmt = made->stmts.items[i];
        if (stmt->kind != STMT_DECL || stmt->u.decl.var != var)
            lower_push(l, stmt);
        else if (stmt->u.decl.init)
            assign_parts(l, ir_var(l->program, loc, var), stmt->u.decl.init);
    }
}
