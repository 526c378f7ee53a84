#include "parts.h"

/*
 * records_scatter - variables for the members of a record that holds pointers.
 *
 *     State s; s.cell = calloc (…); … s.cell[i] …     ->  double *s_cell; s_cell = calloc (…); … s_cell[i] …
 *
 * Pointers in one record are one to the analysis of pointers; variables are told apart.  Only records that are nothing but
 * a bundle: whose address nobody takes, and which nothing copies as a whole.
 *
 * Requires: verified IR, the function's own.   Keeps: its meaning.
 */

typedef struct Bundle {
    bool  whole;             /* it is mentioned as a whole */
    Var **members;           /* by field */
} Bundle;

typedef struct Scatter {
    Program *p;
    Func    *func;
    Map     *bundles;        /* Var -> Bundle */
    bool     changed;
} Scatter;

/* Whether it has a member that is a pointer, and none that cannot be assigned. */
static bool holds_pointer(const Type *record)
{
    bool found = false;
    for (int i = 0; i < record->u.record->fields.count; i++) {
        const Type *type = record->u.record->fields.items[i]->type;
        if (type->quals & (TYPE_CONST | TYPE_VOLATILE))
            return false;
        found |= type_is_pointer(type) && !type_is_function_pointer(type);
    }
    return found;
}

static bool may_scatter(const Var *var)
{
    const Type *type = var->type->canon;
    return (var->kind == VAR_LOCAL || var->kind == VAR_TEMP) && type->kind == TYPE_RECORD && !type_holds_union(type)
        && !var->pinned && !var->inactive && !(var->type->quals & (TYPE_CONST | TYPE_VOLATILE)) && holds_pointer(type);
}

static void note_whole(Scatter *s, Var *var)
{
    Bundle *bundle = map_get(s->bundles, var);
    if (bundle)
        bundle->whole = true;
}

static void find_whole(Scatter *s, const Expr *e)
{
    Var *root = e->op == OP_ADDR || e->op == OP_DECAY ? ir_root_var(e->args[0]) : NULL;
    if (root)
        note_whole(s, root);                         /* from a member others can be reached */
    if (e->op == OP_FIELD && e->args[0]->op == OP_VAR)
        return;
    if (e->op == OP_VAR)
        note_whole(s, e->u.var);
    if (e->op == OP_OPAQUE)
        for (int i = 0; i < e->u.opaque->vars.count; i++)
            note_whole(s, e->u.opaque->vars.items[i]);
    for (int i = 0; i < e->count; i++)
        find_whole(s, e->args[i]);
}

static void visit_expr(void *data, const Expr *e, bool is_target)
{
    (void)is_target;
    find_whole(data, e);
}

static void visit_stmt(void *data, Stmt *stmt)
{
    Scatter *s = data;
    ir_stmt_exprs(stmt, visit_expr, s);
    if (stmt->kind == STMT_DECL && stmt->u.decl.init)
        note_whole(s, stmt->u.decl.var);
    if (stmt->kind == STMT_OPAQUE) {
        for (int i = 0; i < stmt->u.opaque->vars.count; i++)
            note_whole(s, stmt->u.opaque->vars.items[i]);
        for (int i = 0; i < stmt->u.opaque->writes.count; i++)
            note_whole(s, stmt->u.opaque->writes.items[i]);
    }
}

static const Expr *member_node(void *data, const Expr *e)
{
    Scatter *s = data;
    Bundle  *bundle = e->op == OP_FIELD && e->args[0]->op == OP_VAR ? map_get(s->bundles, e->args[0]->u.var) : NULL;
    if (!bundle || bundle->whole)
        return e;
    int i = 0;
    while (e->args[0]->type->canon->u.record->fields.items[i] != e->u.field)
        i++;
    return ir_var(s->p, e->loc, bundle->members[i]);
}

static bool scatter_decl(void *data, Block *out, Stmt *stmt)
{
    Scatter *s = data;
    Bundle  *bundle = stmt->kind == STMT_DECL ? map_get(s->bundles, stmt->u.decl.var) : NULL;
    if (!bundle || bundle->whole)
        return false;
    for (int i = 0; i < stmt->u.decl.var->type->canon->u.record->fields.count; i++)
        ir_push(s->p, out, ir_decl(s->p, stmt->loc, bundle->members[i], NULL));
    return true;
}

static void make_members(Scatter *s, const Var *var, Bundle *bundle)
{
    const Record *record = var->type->canon->u.record;
    bundle->members = ARENA_ARRAY(s->p->arena, Var *, record->fields.count + 1);
    for (int i = 0; i < record->fields.count; i++) {
        const Field *field = record->fields.items[i];
        const char  *name = arena_printf(s->p->arena, "%s_%s", var->name, field->name);
        bundle->members[i] = ir_new_var(s->p, s->func, var->kind, name, type_unqualified(s->p, field->type), var->loc);
        bundle->members[i]->inactive = field->inactive;
    }
    s->changed = true;
}

bool records_scatter(Program *p, Func *func)
{
    Scatter s = {p, func, map_new(p->arena), false};
    int     count = func->vars.count;
    for (int i = 0; i < count; i++)
        if (may_scatter(func->vars.items[i]))
            map_put(s.bundles, func->vars.items[i], ARENA_NEW(p->arena, Bundle));
    ir_visit_stmts(func->body, visit_stmt, &s);
    for (int i = 0; i < count; i++) {
        Bundle *bundle = map_get(s.bundles, func->vars.items[i]);
        if (bundle && !bundle->whole)
            make_members(&s, func->vars.items[i], bundle);
    }
    if (!s.changed)
        return false;
    ir_map_block_exprs(p, func->body, member_node, &s);
    ir_replace_stmts(p, func->body, scatter_decl, &s);
    ir_mark_registers(func);
    return true;
}
