#include "fence.h"

#include <string.h>

#include "analysis/bytes.h"
#include "fence_parts.h"
#include "rules/rule.h"

void fence_refused(Fence *f)
{
    const Request *request = f->d->request;

    if (request->loc.line)
        diag_note(f->d->diag, request->loc, "asked to differentiate '%s' here", request->func->name);
    f->errors++;
}

void fence_opaque(Fence *f, Loc loc, const Opaque *opaque)
{
    diag_error(f->d->diag, loc, opaque->id, "%s", opaque->message);
    if (opaque->advice)
        diag_note(f->d->diag, loc, "%s", opaque->advice);
    fence_refused(f);
}

/* ---- expressions ---- */

static bool fence_is_union(const Expr *e)
{
    return e->op == OP_FIELD && e->u.field->record->is_union;
}

/* A parameter that points to rows, taken for the elements of all rows, one after the other. */
static bool fence_flattens(const Expr *e)
{
    const Type *elem = type_elem(e->args[0]->type);

    if (e->args[0]->op != OP_VAR || e->args[0]->u.var->kind != VAR_PARAM || elem->canon->kind != TYPE_ARRAY)
        return false;
    while (elem->canon->kind == TYPE_ARRAY)
        elem = type_elem(elem->canon);
    return type_same(type_elem(e->type), elem);
}

/* Rows of a block, or the elements of rows: in code of adgen's own, whose copies are blocks. */
static bool fence_is_own_shape(const Fence *f, const Type *to, const Type *from)
{
    return func_is_derived(f->d->request->func) && type_same(type_innermost(to), type_innermost(from));
}

static void fence_cast(Fence *f, const Expr *e)
{
    Derive     *d = f->d;
    const Type *to = type_elem(e->type), *from = type_elem(e->args[0]->type);
    IntSet      objects = {0};

    bool        reals = type_holds_real(to, false) || type_holds_real(from, false);
    bool        by_bytes = from->canon->kind == TYPE_VOID || !reals;     /* it matters only if they are looked at */

    if (type_same(to, from) || to->canon->kind == TYPE_VOID || fence_flattens(e) || fence_is_own_shape(f, to, from) ||
        (by_bytes && !bytes_cast(e)))
        return;
    alias_of_pointer(d->alias, e->args[0], &objects);
    for (int i = 0; i < objects.count; i++) {
        if (by_bytes ? !activity_object_punned(d->activity, objects.items[i]) : !activity_object(d->activity, objects.items[i]))
            continue;
        diag_error(d->diag, e->loc, "adgen-cast", "a cast gives active data another type, which adgen cannot follow");
        diag_note(d->diag, e->loc, "use the data through a pointer of its own type");
        fence_refused(f);
        return;
    }
}

/* lgamma sets it behind everybody's back. */
static void fence_signgam(Fence *f, const Expr *e)
{
    diag_error(f->d->diag, e->loc, "adgen-global", "adgen does not follow 'signgam', which lgamma sets");
    diag_note(f->d->diag, e->loc, "call lgamma_r, which stores the sign where its second argument points");
    fence_refused(f);
}

static void fence_call_expr(Fence *f, const Expr *e)
{
    bool active = false;

    if (rule_find(e->u.callee->name) || type_is_integer(e->type))
        return;
    for (int i = 0; i < e->count; i++)
        active |= activity_expr(f->d->activity, e->args[i]);
    if (active)
        fence_no_rule(f, e->loc, e->u.callee);
}

/* The members of a union that a function uses. */
typedef struct Members {
    const Record *record;
    const Type   *real;       /* what they consist of */
    bool          others;     /* one consists of something else */
} Members;

static void fence_note_member(void *data, const Expr *e)
{
    Members *m = data;

    if (e->op == OP_FIELD && e->u.field->record == m->record) {
        const Type *real = type_only_real(e->u.field->type);

        m->others |= real == NULL || (m->real && m->real != real);
        m->real = real;
    }
}

/* Whether the members that the function uses are made of one real type, and nothing else. */
static bool fence_union_is_uniform(const Derive *d, const Record *record)
{
    Members m = {record, NULL, false};

    ir_visit_block_exprs(d->fn->body, fence_note_member, &m);
    return !m.others;
}

static void fence_union(Fence *f, const Expr *e)
{
    diag_error(f->d->diag, e->loc, "adgen-union", "active data in the union member '%s'", e->u.field->name);
    diag_note(f->d->diag, e->loc, "use a struct: members of other types overlap with it");
    fence_refused(f);
}

static void fence_node(void *data, const Expr *e)
{
    Fence *f = data;

    if (op_info[e->op].flags & OPF_PLACE) {
        if (type_holds_real(e->type, false))
            fence_place(f, e);
        if (fence_is_union(e) && activity_place(f->d->activity, e) && !fence_union_is_uniform(f->d, e->u.field->record))
            fence_union(f, e);
        if (e->op == OP_VAR && (e->u.var->type->quals & TYPE_VOLATILE) && activity_var(f->d->activity, e->u.var)) {
            diag_error(f->d->diag, e->loc, "adgen-volatile", "the active variable '%s' is volatile", e->u.var->name);
            diag_note(f->d->diag, e->loc, "copy it to a plain variable first");
            fence_refused(f);
        }
    }
    if (e->op == OP_CAST && type_is_integer(e->type) && type_is_real(e->args[0]->type) && !f->causes &&
        activity_varied(f->d->activity, e->args[0]))
        diag_remark(f->d->diag, e->loc, "-Rcast", "no derivative flows through this conversion to an integer");
    if (e->op == OP_VAR && e->u.var->kind == VAR_GLOBAL && strcmp(e->u.var->name, "signgam") == 0)
        fence_signgam(f, e);
    if (e->op == OP_CALL)
        fence_call_expr(f, e);
    if (e->op == OP_OPAQUE && activity_expr(f->d->activity, e))
        fence_opaque(f, e->loc, e->u.opaque);
    if (e->op == OP_CAST && type_is_pointer(e->type) && type_is_pointer(e->args[0]->type))
        fence_cast(f, e);
}

static void fence_expr(void *data, const Expr *e, bool is_target)
{
    Fence *f = data;

    f->target = is_target ? e : NULL;
    ir_visit_expr(e, fence_node, data);
    f->target = NULL;
}

/* ---- statements ---- */

static void fence_opaque_stmt(Fence *f, const Stmt *s)
{
    const Opaque *opaque = s->u.opaque;
    bool          active = opaque->jumps;

    for (int i = 0; i < opaque->writes.count; i++)
        active |= activity_var(f->d->activity, opaque->writes.items[i]) ||
                  activity_needs_shadow(f->d->activity, opaque->writes.items[i]);
    for (int i = 0; i < opaque->reaches.count; i++)
        active |= activity_needs_shadow(f->d->activity, opaque->reaches.items[i]);
    if (active)
        fence_opaque(f, s->loc, opaque);
}

/* A global that gets active data would carry derivatives out of the function. */
static void fence_global_write(Fence *f, const Stmt *s)
{
    Derive    *d = f->d;
    const Var *root = ir_root_var(s->u.assign.place);

    if (root == NULL || map_get(f->reported, root) || root->kind != VAR_GLOBAL || root->inactive || activity_global(root) ||
        !type_holds_real(s->u.assign.place->type, false) || !activity_varied(d->activity, s->u.assign.value))
        return;
    if (root->is_static) {
        fence_through(f, s->loc, root);
    } else {
        diag_error(d->diag, s->loc, "adgen-global", "active data are stored in the global '%s'", root->name);
        diag_note(d->diag, s->loc, "return the value or store it through a parameter; or mark the global ADGEN_INACTIVE");
    }
    fence_refused(f);
}

bool fence_by_inactive_pointer(const Expr *place)
{
    bool followed = false;

    for (; place->op != OP_VAR; place = place->args[0]) {
        if (followed && place->op == OP_FIELD && place->u.field->inactive && type_is_pointer(place->type))
            return true;
        followed |= place->op == OP_DEREF || (place->op == OP_INDEX && type_is_pointer(place->args[0]->type));
        if (place->count == 0)
            return false;
    }
    return followed && place->u.var->inactive && type_is_pointer(place->u.var->type);
}

/* What overwrites active data has to clear their adjoints.  Memory of the caller is what the caller says that it is. */
static void fence_inactive_write(Fence *f, const Expr *place)
{
    Derive *d = f->d;
    IntSet  objects = {0};

    if (!type_holds_real(place->type, false) || !fence_by_inactive_pointer(place))
        return;
    alias_of_place(d->alias, place, &objects);
    for (int i = 0; i < objects.count; i++) {
        if (alias_is_foreign(alias_object(d->alias, objects.items[i])) || !activity_object(d->activity, objects.items[i]))
            continue;
        diag_error(d->diag, place->loc, "adgen-inactive", "active data may be overwritten through a pointer that is marked ADGEN_INACTIVE");
        diag_note(d->diag, place->loc, "take ADGEN_INACTIVE away, or let the pointer lead to memory of its own");
        fence_refused(f);
        return;
    }
}

static void fence_stmt(void *data, Stmt *s)
{
    Fence *f = data;

    ir_stmt_exprs(s, fence_expr, f);
    if (s->kind == STMT_CALL)
        fence_call(f, s);
    else if (s->kind == STMT_OPAQUE)
        fence_opaque_stmt(f, s);
    else if (s->kind == STMT_ASSIGN)
        fence_global_write(f, s);
    if (s->kind == STMT_ASSIGN) {
        fence_inactive_write(f, s->u.assign.place);
        fence_lost_write(f, s);
    }
}

void fence_check(Derive *d)
{
    Fence f = {d, map_new(d->arena), true, 0, NULL};

    ir_visit_stmts(d->fn->body, fence_stmt, &f);
    f.causes = false;
    if (f.errors == 0)
        ir_visit_stmts(d->fn->body, fence_stmt, &f);
}
