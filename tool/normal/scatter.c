#include "parts.h"

/*
 * records_scatter - variables for the members of a record that holds pointers.
 *
 *     State s; s.cell = calloc (…); … s.cell[i] …     ->  double *s_cell; s_cell = calloc (…); … s_cell[i] …
 *     Matrix old = a; a = b; b = old;                 ->  old_n = a_n; old_v = a_v; a_n = b_n; …
 *
 * Pointers in one record are one to the analysis of pointers; variables are told apart.  Only records that are nothing but
 * a bundle: whose address nobody takes, and which only copies of scalars, one by one, can stand for as a whole.
 *
 * Requires: verified IR, the function's own.   Keeps: its meaning.
 */

enum { MOST_DEEP = 8 };      /* records in records */

typedef struct Bundle {
    bool  whole;             /* it is mentioned as a whole, where its members cannot be in its place */
    bool  leaves;            /* it, or what is copied to or from it, is copied to what stays a record */
    bool *named;             /* by field: the member of one of them is mentioned by itself */
    Var **members;           /* by field */
    struct Bundle *same;     /* what stands for all that are copied to or from one another; NULL: this one */
} Bundle;

typedef struct Scatter {
    Program *p;
    Func    *func;
    Map     *bundles;        /* Var -> Bundle */
    Map     *made;           /* the variables of members */
    bool     changed;
} Scatter;

/* Whether it has a member that is a pointer, its own or one of a record in it, and none that cannot be assigned. */
static bool holds_pointer(const Type *record)
{
    bool found = false;
    for (int i = 0; i < record->u.record->fields.count; i++) {
        const Field *field = record->u.record->fields.items[i];
        const Type  *type = field->type->canon;
        if (field->type->quals & (TYPE_CONST | TYPE_VOLATILE) || field->bitfield)
            return false;
        found |= (type_is_pointer(type) && !type_is_function_pointer(type)) || (type->kind == TYPE_RECORD && holds_pointer(type));
    }
    return found;
}

static bool holds_array(const Type *record)
{
    for (int i = 0; i < record->u.record->fields.count; i++)
        if (record->u.record->fields.items[i]->type->canon->kind == TYPE_ARRAY)
            return true;
    return false;
}

static bool may_scatter(const Var *var)
{
    const Type *type = var->type->canon;
    return (var->kind == VAR_LOCAL || var->kind == VAR_TEMP) && type->kind == TYPE_RECORD && !type_holds_union(type)
        && !var->pinned && !var->inactive && !(var->type->quals & (TYPE_CONST | TYPE_VOLATILE)) && holds_pointer(type);
}

/* ---- Which records ---- */

static Bundle *bundle_of(const Scatter *s, const Expr *e)
{
    return e->op == OP_VAR ? map_get(s->bundles, e->u.var) : NULL;
}

static void note_whole(Scatter *s, const Var *var)
{
    Bundle *bundle = map_get(s->bundles, var);
    if (bundle)
        bundle->whole = true;
}

static void note_named(void *data, Var *var)
{
    note_whole(data, var);
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
        ir_visit_opaque(e->u.opaque, note_named, s);
    for (int i = 0; i < e->count; i++)
        find_whole(s, e->args[i]);
}

/* Whether a place is the same after what a part of it has been given: nothing that is read to find it is memory. */
static bool stays(const Expr *place)
{
    switch (place->op) {
    case OP_VAR:   return true;
    case OP_FIELD: return stays(place->args[0]);
    case OP_INDEX: return !ir_reads_memory(place->args[1])
        && (type_is_pointer(place->args[0]->type) ? !ir_reads_memory(place->args[0]) : stays(place->args[0]));
    case OP_DEREF: return !ir_reads_memory(place->args[0]);
    default:       return false;
    }
}

/* Whether the place can be copied member by member, to or from the variable of the same type. */
static bool is_other_end(const Expr *place, const Expr *var, bool is_target)
{
    if (place->type->canon != var->type->canon || place->type->quals & TYPE_VOLATILE || holds_array(var->type->canon))
        return false;
    return op_info[place->op].flags & OPF_PLACE && !ir_mentions(place, var->u.var) && (!is_target || stays(place));
}

/* A copy of a whole record that can be one of its members: X = place, place = X. */
static bool is_copy(const Scatter *s, const Expr *to, const Expr *from)
{
    if (bundle_of(s, to) && is_other_end(from, to, false))
        return true;
    return bundle_of(s, from) && is_other_end(to, from, true);
}

/* The records that are the ends of a copy stay what they are; what leads to them is looked at. */
static void find_in_end(Scatter *s, const Expr *place)
{
    if (!bundle_of(s, place))
        find_whole(s, place);
}

/* The target of what a statement assigns, a variable that it declares included; NULL where it does neither. */
static const Expr *assigned(const Scatter *s, const Stmt *stmt, const Expr **value)
{
    *value = stmt->kind == STMT_DECL ? stmt->u.decl.init : stmt->kind == STMT_ASSIGN ? stmt->u.assign.value : NULL;
    if (!*value)
        return NULL;
    return stmt->kind == STMT_DECL ? ir_var(s->p, stmt->loc, stmt->u.decl.var) : stmt->u.assign.place;
}

static void visit_expr(void *data, const Expr *e, bool is_target)
{
    (void)is_target;
    find_whole(data, e);
}

static void visit_stmt(void *data, Stmt *stmt)
{
    Scatter    *s = data;
    const Expr *value, *to = assigned(s, stmt, &value);
    if (to && value->op == OP_INIT && stmt->kind == STMT_DECL)
        return;
    if (to && is_copy(s, to, value)) {
        find_in_end(s, to);
        find_in_end(s, value);
        return;
    }
    ir_stmt_exprs(stmt, visit_expr, s);
    if (stmt->kind == STMT_DECL && stmt->u.decl.init)
        note_whole(s, stmt->u.decl.var);
    if (stmt->kind == STMT_OPAQUE)
        ir_visit_opaque(stmt->u.opaque, note_named, s);
}

/* ---- Members that nobody mentions ---- */

static bool is_scattered(const Bundle *bundle)
{
    return bundle && !bundle->whole;
}

static Bundle *leader(Bundle *bundle)
{
    while (bundle->same)
        bundle = bundle->same;
    return bundle;
}

static void note_member(void *data, const Expr *e)
{
    Bundle *bundle = e->op == OP_FIELD ? bundle_of(data, e->args[0]) : NULL;
    if (is_scattered(bundle))
        bundle->named[e->u.field->index] = true;
}

static void note_copy(void *data, Stmt *stmt)
{
    Scatter    *s = data;
    const Expr *value, *place = assigned(s, stmt, &value);
    ir_visit_stmt_exprs(stmt, note_member, s);
    if (!place || value->op == OP_INIT)
        return;
    Bundle *to = bundle_of(s, place), *from = bundle_of(s, value);
    if (is_scattered(from) && !is_scattered(to))
        from->leaves = true;
    if (is_scattered(from) && is_scattered(to) && leader(from) != leader(to))
        leader(from)->same = leader(to);
}

static int count_fields(const Var *var)
{
    return var->type->canon->u.record->fields.count;
}

/* Whether a copy that leaves a bundle has a member that nobody has mentioned: perhaps it has never been set, and a copy of
 * it alone would be a read. */
static bool leaves_unnamed(const Bundle *bundle, int fields)
{
    for (int i = 0; i < fields; i++)
        if (bundle->leaves && !bundle->named[i])
            return true;
    return false;
}

/* Let the bundles stay whole for which that is so; whether there were any, and others may follow. */
static bool keep_unnamed(Scatter *s, int count)
{
    Var **vars = s->func->vars.items;
    bool  kept = false;
    for (int i = 0; i < count; i++) {
        Bundle *bundle = map_get(s->bundles, vars[i]);
        if (!bundle)
            continue;
        bundle->same = NULL;
        bundle->leaves = false;
        bundle->named = ARENA_ARRAY(s->p->arena, bool, count_fields(vars[i]) + 1);
    }
    ir_visit_stmts(s->func->body, note_copy, s);
    for (int i = 0; i < count; i++) {
        Bundle *bundle = map_get(s->bundles, vars[i]);
        for (int k = 0; is_scattered(bundle) && k < count_fields(vars[i]); k++)
            leader(bundle)->named[k] |= bundle->named[k];
        if (is_scattered(bundle))
            leader(bundle)->leaves |= bundle->leaves;
    }
    for (int i = 0; i < count; i++) {
        Bundle *bundle = map_get(s->bundles, vars[i]);
        if (is_scattered(bundle) && leaves_unnamed(leader(bundle), count_fields(vars[i]))) {
            bundle->whole = true;
            kept = true;
        }
    }
    return kept;
}

/* Whether the member has to be there: nothing else reads it than copies among bundles. */
static bool is_named(Bundle *bundle, int i)
{
    return leader(bundle)->named[i];
}

/* ---- The change ---- */

static const Expr *member_node(void *data, const Expr *e)
{
    Scatter *s = data;
    Bundle  *bundle = e->op == OP_FIELD ? bundle_of(s, e->args[0]) : NULL;
    return is_scattered(bundle) ? ir_var(s->p, e->loc, bundle->members[e->u.field->index]) : e;
}

/* The member of a place that is copied as a whole. */
static const Expr *member_of(Scatter *s, Loc loc, const Expr *place, int i)
{
    const Bundle *bundle = bundle_of(s, place);
    if (is_scattered(bundle))
        return ir_var(s->p, loc, bundle->members[i]);
    return ir_field(s->p, loc, place, place->type->canon->u.record->fields.items[i]);
}

/* What the member of a record that an INIT declares is declared with. */
static const Expr *initial(Scatter *s, const Stmt *stmt, const Expr *init, int i)
{
    const Field *field = stmt->u.decl.var->type->canon->u.record->fields.items[i];
    const Expr  *given = i < init->count ? init->args[i] : NULL;
    return given ? given : ir_zero(s->p, stmt->loc, type_unqualified(s->p, field->type));
}

/* Statements on the members instead of one on a whole. */
static bool scatter_stmt(void *data, Block *out, Stmt *stmt)
{
    Scatter    *s = data;
    const Expr *value, *to = assigned(s, stmt, &value);
    Bundle     *declared = stmt->kind == STMT_DECL ? map_get(s->bundles, stmt->u.decl.var) : NULL;
    bool        is_init = value && value->op == OP_INIT;
    if (stmt->kind == STMT_DECL && is_scattered(declared)) {
        for (int i = 0; i < count_fields(stmt->u.decl.var); i++)
            if (is_named(declared, i))
                ir_push(s->p, out, ir_decl(s->p, stmt->loc, declared->members[i], is_init ? initial(s, stmt, value, i) : NULL));
        if (!value || is_init)
            return true;
    } else if (!to || is_init || (!is_scattered(bundle_of(s, to)) && !is_scattered(bundle_of(s, value)))) {
        return false;
    } else if (stmt->kind == STMT_DECL) {
        ir_push(s->p, out, ir_decl(s->p, stmt->loc, stmt->u.decl.var, NULL));
    }
    Bundle *end = is_scattered(bundle_of(s, to)) ? bundle_of(s, to) : bundle_of(s, value);
    for (int i = 0; i < to->type->canon->u.record->fields.count; i++)
        if (is_named(end, i))
            ir_push(s->p, out, ir_assign(s->p, stmt->loc, member_of(s, stmt->loc, to, i), member_of(s, stmt->loc, value, i)));
    return true;
}

static void make_members(Scatter *s, const Var *var, Bundle *bundle)
{
    const Record *record = var->type->canon->u.record;
    bundle->members = ARENA_ARRAY(s->p->arena, Var *, record->fields.count + 1);
    for (int i = 0; i < count_fields(var); i++) {
        const Field *field = record->fields.items[i];
        const char  *name = arena_printf(s->p->arena, "%s_%s", var->name, field->name);
        bundle->members[i] = ir_new_var(s->p, s->func, var->kind, name, type_unqualified(s->p, field->type), var->loc);
        bundle->members[i]->inactive = field->inactive;
        map_put(s->made, bundle->members[i], s);
    }
    s->changed = true;
}

/* One level of records: whether there were any. */
static bool scatter_level(Program *p, Func *func, Map *vars)
{
    Scatter s = {p, func, map_new(p->arena), vars, false};
    int     count = func->vars.count;
    bool    any = false;
    for (int i = 0; i < count; i++)
        if (may_scatter(func->vars.items[i])) {
            map_put(s.bundles, func->vars.items[i], ARENA_NEW(p->arena, Bundle));
            any = true;
        }
    if (!any)
        return false;
    ir_visit_stmts(func->body, visit_stmt, &s);
    while (keep_unnamed(&s, count))
        continue;
    for (int i = 0; i < count; i++) {
        Bundle *bundle = map_get(s.bundles, func->vars.items[i]);
        if (is_scattered(bundle))
            make_members(&s, func->vars.items[i], bundle);
    }
    if (!s.changed)
        return false;
    ir_map_block_exprs(p, func->body, member_node, &s);
    ir_replace_stmts(p, func->body, scatter_stmt, &s);
    ir_mark_registers(func);
    return true;
}

bool records_scatter(Program *p, Func *func, Map *vars)
{
    bool changed = false;
    for (int i = 0; i < MOST_DEEP && scatter_level(p, func, vars); i++)
        changed = true;
    return changed;
}
