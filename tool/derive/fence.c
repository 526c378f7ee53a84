#include "fence.h"

#include <string.h>

#include "analysis/bytes.h"
#include "calls.h"
#include "frames.h"
#include "resizes.h"
#include "rules/rule.h"
#include "shadow.h"
#include "split.h"

/* One walk: the statement it is at. */
typedef struct Fence {
    Derive *d;
    Map    *reported;    /* variables that have been refused already */
    bool    causes;      /* look for causes only: pointers are lost behind what is refused anyway */
    int     errors;
    const Expr *target;  /* the place that the statement assigns, or NULL */
} Fence;

static void fence_asked(Fence *f)
{
    const Request *request = f->d->request;

    if (request->loc.line)
        diag_note(f->d->diag, request->loc, "asked to differentiate '%s' here", request->func->name);
}

static void fence_opaque(Fence *f, Loc loc, const Opaque *opaque)
{
    diag_error(f->d->diag, loc, opaque->id, "%s", opaque->message);
    if (opaque->advice)
        diag_note(f->d->diag, loc, "%s", opaque->advice);
    fence_asked(f);
    f->errors++;
}

/* ---- what is behind lost pointers ---- */

typedef struct Cause {
    Map          *visited;
    const Opaque *opaque;
    Loc           loc;
} Cause;

static void fence_find_opaque(void *data, Stmt *s)
{
    Cause *cause = data;

    if (s->kind == STMT_OPAQUE && cause->opaque == NULL && (s->u.opaque->reaches.count || s->u.opaque->jumps)) {
        cause->opaque = s->u.opaque;
        cause->loc = s->loc;
    }
    if (s->kind != STMT_CALL || !s->u.call.callee->body || map_get(cause->visited, s->u.call.callee))
        return;
    map_put(cause->visited, s->u.call.callee, s->u.call.callee);
    ir_visit_stmts(s->u.call.callee->body, fence_find_opaque, cause);
}

/* Where a function that is called holds what adgen does not know, that is why pointers are lost. */
static bool fence_lost(Fence *f)
{
    Cause cause = {.visited = map_new(f->d->arena)};

    ir_visit_stmts(f->d->fn->body, fence_find_opaque, &cause);
    if (cause.opaque)
        fence_opaque(f, cause.loc, cause.opaque);
    return cause.opaque != NULL;
}

/* ---- memory that has no shadow ---- */

static bool fence_is_parameter(const Derive *d, const Var *var)
{
    for (int i = 0; i < d->request->func->params.count && i < d->fn->params.count; i++)
        if (d->fn->params.items[i] == var)
            return activity_param(d->request, d->request->func->params.items[i]);
    return false;
}

static void fence_through(Fence *f, Loc loc, const Var *var)
{
    if (var->is_static && var->is_written) {
        diag_error(f->d->diag, loc, "adgen-static",
                   "active data may stay in the static variable '%s' from one call to the next", var->name);
        diag_note(f->d->diag, loc, "write all of it before it is read, or declare it in the function, without 'static'");
        return;
    }
    diag_error(f->d->diag, loc, "adgen-global", "active data may flow through the global '%s'", var->name);
    diag_note(f->d->diag, loc, "pass it as a parameter, or mark it ADGEN_INACTIVE if no derivative flows through it");
}

static void fence_mixed(Fence *f, const Expr *place, const Object *object)
{
    Derive *d = f->d;

    if ((f->causes && object->kind == OBJECT_UNKNOWN) || (object->var && map_get(f->reported, object->var)))
        return;
    if (object->var)
        map_put(f->reported, object->var, object->var);
    if (object->kind == OBJECT_UNKNOWN && fence_lost(f))
        return;
    if (object->kind == OBJECT_UNKNOWN) {
        diag_error(d->diag, place->loc, "adgen-pointer", "adgen cannot tell what this pointer points to, and active data may be reached through it");
        diag_note(d->diag, place->loc, "assign the pointer from a parameter, an array or an allocation in this function");
    } else if (object->kind == OBJECT_VAR) {
        fence_through(f, place->loc, object->var);
    } else {
        diag_error(d->diag, place->loc, "adgen-mixed",
                   "this may refer to '%s', which has no adjoint, or to active data, by the same pointer", object->var->name);
        diag_note(d->diag, place->loc, "name '%s' among the independents, use two pointers, or mark it ADGEN_INACTIVE", object->var->name);
    }
    fence_asked(f);
    f->errors++;
}

/* What a pointer to reals points to, if it is only read: its shadow is a null pointer, and nothing is added to it. */
static bool fence_may_be_null(const Object *object)
{
    if (object->kind == OBJECT_VAR && object->var->kind == VAR_GLOBAL)
        return type_is_const(object->var->type) && !type_holds_pointer(object->var->type);
    return object->kind == OBJECT_TARGET && type_is_pointer(object->var->type) &&
           type_is_real(type_elem(object->var->type)) && object->var->is_register;
}

/* Every one of the objects must have a shadow. */
static void fence_objects(Fence *f, const Expr *place, const IntSet *objects, bool reads)
{
    Derive *d = f->d;

    for (int i = 0; i < objects->count; i++) {
        const Object *object = alias_object(d->alias, objects->items[i]);
        bool          ok = object->kind == OBJECT_ALLOC || object->kind == OBJECT_FUNC ||
                  (object->kind == OBJECT_VAR && activity_global(object->var)) ||
                  (object->kind == OBJECT_VAR && object->var->kind != VAR_GLOBAL &&
                   (object->var->kind != VAR_PARAM || fence_is_parameter(d, object->var) || object->var->is_register ||
                    type_is_real(object->var->type))) ||
                  (alias_is_foreign(object) && fence_is_parameter(d, object->var));

        if (!ok && reads && fence_may_be_null(object)) {
            map_put(d->nulls, object->var, object->var);
        } else if (!ok) {
            fence_mixed(f, place, object);
            return;
        }
    }
}

/* Every object that an active access may reach must have a shadow. */
static void fence_place(Fence *f, const Expr *place)
{
    Derive *d = f->d;
    IntSet  objects = {0};

    if (ir_is_register(place) || !activity_place(d->activity, place))
        return;
    alias_of_place(d->alias, place, &objects);
    fence_objects(f, place, &objects, place != f->target);
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

static void fence_cast(Fence *f, const Expr *e)
{
    Derive     *d = f->d;
    const Type *to = type_elem(e->type), *from = type_elem(e->args[0]->type);
    IntSet      objects = {0};

    bool        reals = type_holds_real(to, false) || type_holds_real(from, false);
    bool        by_bytes = from->canon->kind == TYPE_VOID || !reals;     /* it matters only if they are looked at */

    if (type_same(to, from) || to->canon->kind == TYPE_VOID || fence_flattens(e) || (by_bytes && !bytes_cast(e)))
        return;
    alias_of_pointer(d->alias, e->args[0], &objects);
    for (int i = 0; i < objects.count; i++) {
        if (by_bytes ? !activity_object_punned(d->activity, objects.items[i]) : !activity_object(d->activity, objects.items[i]))
            continue;
        diag_error(d->diag, e->loc, "adgen-cast", "a cast gives active data another type, which adgen cannot follow");
        diag_note(d->diag, e->loc, "use the data through a pointer of its own type");
        fence_asked(f);
        f->errors++;
        return;
    }
}

static void fence_no_rule(Fence *f, Loc loc, const Func *callee)
{
    diag_error(f->d->diag, loc, "adgen-no-rule", "adgen does not know the derivative of '%s'", callee->name);
    diag_note(f->d->diag, loc, "write it with functions that it knows, or give '%s' a visible body", callee->name);
    fence_asked(f);
    f->errors++;
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

static void fence_note_members(void *data, const Expr *e, bool is_target)
{
    (void)is_target;
    ir_visit_expr(e, fence_note_member, data);
}

static void fence_note_members_stmt(void *data, Stmt *s)
{
    ir_stmt_exprs(s, fence_note_members, data);
}

/* Whether the members that the function uses are made of one real type, and nothing else. */
static bool fence_union_is_uniform(const Derive *d, const Record *record)
{
    Members m = {record, NULL, false};

    ir_visit_stmts(d->fn->body, fence_note_members_stmt, &m);
    return !m.others;
}

static void fence_union(Fence *f, const Expr *e)
{
    diag_error(f->d->diag, e->loc, "adgen-union", "active data in the union member '%s'", e->u.field->name);
    diag_note(f->d->diag, e->loc, "use a struct: members of other types overlap with it");
    fence_asked(f);
    f->errors++;
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
            fence_asked(f);
            f->errors++;
        }
    }
    if (e->op == OP_CAST && type_is_integer(e->type) && type_is_real(e->args[0]->type) && !f->causes &&
        activity_varied(f->d->activity, e->args[0]))
        diag_remark(f->d->diag, e->loc, "-Rcast", "no derivative flows through this conversion to an integer");
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

bool fence_reaches_active(Derive *d, const Expr *pointer)
{
    IntSet objects = {0};

    alias_of_pointer(d->alias, pointer, &objects);
    for (int i = 0; i < objects.count; i++)
        if (activity_object(d->activity, objects.items[i]))
            return true;
    return false;
}

static bool fence_call_is_active(Fence *f, const Stmt *s)
{
    if (s->u.call.place && activity_place(f->d->activity, s->u.call.place))
        return true;
    for (int i = 0; i < s->u.call.count; i++) {
        const Expr *arg = s->u.call.args[i];

        if (type_is_pointer(arg->type) ? fence_reaches_active(f->d, arg)
                                       : s->u.call.place && type_holds_real(s->u.call.place->type, true) &&
                                             activity_expr(f->d->activity, arg))
            return true;
    }
    return false;
}

/* Whether the function may give its caller pointers to active data, which then have no shadows. */
static bool fence_hands_pointers(Fence *f, const Stmt *s)
{
    const Effects *effects = alias_effects(f->d->alias, s->u.call.callee);
    IntSet         reached = {0};

    if (s->u.call.place && type_is_pointer(s->u.call.place->type) && fence_reaches_active(f->d, s->u.call.place))
        return true;
    for (int i = 0; effects && (effects->stores || effects->fresh) && i < s->u.call.count; i++)
        if (i < s->u.call.callee->params.count && effects->writes[i])
            alias_reach(f->d->alias, s->u.call.args[i], &reached);
    for (int i = 0; i < reached.count; i++)
        if (activity_object(f->d->activity, reached.items[i]))
            return true;
    return false;
}

/* Whether the object is a global that some code writes, and that leads to active data. */
static bool fence_is_active_global(const Derive *d, int id)
{
    const Object *object = alias_object(d->alias, id);

    return object->kind == OBJECT_VAR && object->var->kind == VAR_GLOBAL && object->var->is_written && !object->var->inactive &&
           activity_object_follows(d->activity, id);
}

/* Whether its body, as far as it is visible, writes, moves or frees what leads to active data: by a parameter, or a
 * global. */
static bool fence_changes_active(Fence *f, const Stmt *s)
{
    Derive        *d = f->d;
    const Effects *effects = alias_effects(d->alias, s->u.call.callee);

    for (int i = 0; effects && i < s->u.call.count && i < s->u.call.callee->params.count; i++) {
        IntSet reached = {0};

        if (!effects->writes[i] && !effects->frees[i])
            continue;
        alias_reach(d->alias, s->u.call.args[i], &reached);
        for (int k = 0; k < reached.count; k++)
            if (activity_object_follows(d->activity, reached.items[k]))
                return true;
    }
    for (int i = 0; effects && effects->globals && i < alias_count(d->alias); i++)
        if (fence_is_active_global(d, i))
            return true;
    return false;
}

/* A function without derivative may read active data; what it writes there would need one. */
static void fence_no_derivative(Fence *f, const Stmt *s)
{
    const Func *callee = s->u.call.callee;

    if (fence_hands_pointers(f, s)) {
        diag_error(f->d->diag, s->loc, "adgen-no-derivative",
                   "'%s' has no derivative, but its caller gets pointers to active data from it", callee->name);
        diag_note(f->d->diag, s->loc, "let it return an index, or take ADGEN_NO_DERIVATIVE away");
        fence_asked(f);
        f->errors++;
        return;
    }
    if (fence_changes_active(f, s)) {
        diag_error(f->d->diag, s->loc, "adgen-no-derivative",
                   "'%s' has no derivative, but may write active data, or move pointers to them", callee->name);
        diag_note(f->d->diag, s->loc, "let it only read them, or take ADGEN_NO_DERIVATIVE away");
        fence_asked(f);
        f->errors++;
        return;
    }
    for (int i = 0; i < s->u.call.count && i < callee->params.count; i++) {
        const Type *type = callee->params.items[i]->type;

        if (!type_is_pointer(type) || activity_points_to_const(type) || !fence_reaches_active(f->d, s->u.call.args[i]))
            continue;
        diag_error(f->d->diag, s->loc, "adgen-no-derivative",
                   "'%s' has no derivative, but may write active data through its parameter %d", callee->name, i + 1);
        diag_note(f->d->diag, s->loc, "make the parameter a pointer to const, or pass it a copy");
        fence_asked(f);
        f->errors++;
        return;
    }
}

/* Leave those objects that count as active. */
static void fence_drop_inactive(const Derive *d, IntSet *objects)
{
    int kept = 0;

    for (int i = 0; i < objects->count; i++)
        if (activity_object(d->activity, objects->items[i]))
            objects->items[kept++] = objects->items[i];
    objects->count = kept;
}

/* Whether the function may free the memory: it has allocated it, or what cannot be freed at all only seems to be there. */
static bool fence_is_own(const Object *object)
{
    return object->kind == OBJECT_ALLOC || (object->kind == OBJECT_VAR && object->var->kind != VAR_GLOBAL);
}

/* The adjoint of what the caller of the derivative has allocated is the caller's to free. */
static bool fence_frees_foreign(Fence *f, const Stmt *s, int arg, const IntSet *reached)
{
    Derive        *d = f->d;
    const Effects *effects = alias_effects(d->alias, s->u.call.callee);

    for (int i = 0; (effects->frees[arg] || effects->resizes[arg]) && !d->pair && i < reached->count; i++) {
        if (fence_is_own(alias_object(d->alias, reached->items[i])))
            continue;
        diag_error(d->diag, s->loc, "adgen-free", "'%s' may free active memory that '%s' was given",
                   s->u.call.callee->name, d->request->func->name);
        diag_note(d->diag, s->loc, "free it after the call of '%s'", d->request->func->name);
        fence_asked(f);
        f->errors++;
        return true;
    }
    return false;
}

/* Globals that have no adjoint, and lead to active data, may be what a call that stays one uses. */
static bool fence_by_global(Fence *f, const Stmt *s)
{
    Derive *d = f->d;

    for (int i = 0; alias_effects(d->alias, s->u.call.callee)->uses_globals && i < alias_count(d->alias); i++) {
        const Object *object = alias_object(d->alias, i);

        if (!fence_is_active_global(d, i) || activity_global(object->var))
            continue;
        if (!map_get(f->reported, object->var)) {
            map_put(f->reported, object->var, object->var);
            fence_through(f, s->loc, object->var);
            fence_asked(f);
            f->errors++;
        }
        return true;
    }
    return false;
}

/* A call that stays one: all that a way to active memory leads to needs a shadow. */
static void fence_visible_call(Fence *f, const Stmt *s)
{
    Derive *d = f->d;

    if (fence_by_global(f, s))
        return;
    if (!calls_is_active(d, s))
        return;
    if (alias_effects(d->alias, s->u.call.callee)->puns) {
        diag_error(d->diag, s->loc, "adgen-cast", "'%s' takes bytes of reals for something else, which adgen cannot follow",
                   s->u.call.callee->name);
        diag_note(d->diag, s->loc, "hand the data on with their own type");
        fence_asked(f);
        f->errors++;
        return;
    }
    if (s->u.call.callee->result->canon->kind == TYPE_RECORD && type_holds_pointer(s->u.call.callee->result)) {
        diag_error(d->diag, s->loc, "adgen-recursion", "'%s', which calls itself, returns a struct with pointers",
                   s->u.call.callee->name);
        diag_note(d->diag, s->loc, "return it through a pointer parameter");
        fence_asked(f);
        f->errors++;
        return;
    }
    for (int i = 0; i < s->u.call.count; i++) {
        IntSet reached = {0};

        if (type_is_real(s->u.call.args[i]->type) || !calls_arg_is_active(d, s, i))
            continue;
        alias_reach(d->alias, s->u.call.args[i], &reached);
        fence_drop_inactive(d, &reached);
        if (fence_frees_foreign(f, s, i, &reached))
            return;
        fence_objects(f, s->u.call.args[i], &reached, false);
    }
}

/* a.c b.c */
static const char *fence_inputs(const Program *p)
{
    const char *names = NULL;

    for (int i = 0; i < p->files.count; i++) {
        const char *slash = strrchr(p->files.items[i], '/'), *name = slash ? slash + 1 : p->files.items[i];

        names = names ? arena_printf(p->arena, "%s %s", names, name) : name;
    }
    return names ? names : p->main_file;
}

/* The ways out where a function's body is not there. */
static void fence_advise_extern(Fence *f, const Stmt *s)
{
    const Func *callee = s->u.call.callee;

    if (callee->is_library)
        diag_note(f->d->diag, s->loc, "write in C what '%s' does, or call it from a function that is marked "
                  "ADGEN_NO_DERIVATIVE if no derivative flows through", callee->name);
    else
        diag_note(f->d->diag, s->loc, "give adgen the file that defines '%s' as a further input ('adgen %s OTHER.c'), "
                  "or mark '%s' ADGEN_NO_DERIVATIVE if no derivative flows through", callee->name,
                  fence_inputs(f->d->p), callee->name);
}

/* A function with a formula is called in an expression; anything else is beyond the derivation. */
static void fence_formula(Fence *f, const Stmt *s)
{
    diag_error(f->d->diag, s->loc, "adgen-extern", "adgen does not follow this call of '%s'", s->u.call.callee->name);
    diag_note(f->d->diag, s->loc, "call it by its name");
    fence_asked(f);
    f->errors++;
}

/* The old block, and its adjoint, have to be the function's own; what moves has to be of one type. */
static void fence_resize(Fence *f, const Stmt *s)
{
    Derive *d = f->d;
    IntSet  blocks = {0};
    bool    foreign = false;

    if (!resizes_is_active(d, s))
        return;
    alias_of_pointer(d->alias, s->u.call.args[0], &blocks);
    for (int i = 0; i < blocks.count; i++) {
        const Object *object = alias_object(d->alias, blocks.items[i]);

        foreign |= !fence_is_own(object) && !(d->pair && alias_is_foreign(object));
    }
    if (foreign) {
        diag_error(d->diag, s->loc, "adgen-free", "'%s' may move active memory that '%s' has not allocated",
                   s->u.call.callee->name, d->request->func->name);
        diag_note(d->diag, s->loc, "copy it into a block of '%s'", d->request->func->name);
    } else if (resizes_type(d, s) == NULL) {
        diag_error(d->diag, s->loc, "adgen-memory", "adgen cannot tell what elements '%s' moves", s->u.call.callee->name);
        diag_note(d->diag, s->loc, "give it a pointer of the data's own type, and a multiple of the size of what that points to");
    } else {
        return;
    }
    fence_asked(f);
    f->errors++;
}

/* A function of numbers, from <math.h>: its calls are expressions, but for those through a pointer. */
static bool fence_is_mathematical(const Func *callee)
{
    const Item *item = callee->item;

    for (int i = 0; i < callee->params.count; i++)
        if (!type_is_arithmetic(callee->params.items[i]->type))
            return false;
    return callee->is_library && item && item->kind == ITEM_INCLUDE && strcmp(item->name, "math.h") == 0;
}

/* Whether the string is one of the function's own that active data were written to. */
static bool fence_is_text(Derive *d, const Expr *string)
{
    IntSet objects = {0};

    alias_of_pointer(d->alias, string, &objects);
    for (int i = 0; i < objects.count; i++)
        if (bytes_is_text(alias_object(d->alias, objects.items[i])) && activity_object(d->activity, objects.items[i]))
            return true;
    return false;
}

static void fence_call(Fence *f, const Stmt *s)
{
    Derive     *d = f->d;
    const Func *callee = s->u.call.callee;
    Effect      effect = callee->body == NULL ? rule_effect(callee->name) : EFFECT_UNKNOWN;
    const char *id = "adgen-extern";

    if (callee->no_derivative)
        fence_no_derivative(f, s);
    if (effect == EFFECT_NONE && s->u.call.place && activity_place(d->activity, s->u.call.place) && !callee->no_derivative) {
        fence_formula(f, s);
        return;
    }
    if (effect == EFFECT_RESIZE && callee->is_library && !callee->no_derivative) {
        fence_resize(f, s);
        return;
    }
    if ((effect == EFFECT_PARSE || effect == EFFECT_READ) && s->u.call.place && s->u.call.count > 0 &&
        type_is_real(s->u.call.place->type) && activity_varied(d->activity, s->u.call.place) &&
        fence_is_text(d, s->u.call.args[0])) {
        diag_error(d->diag, s->loc, "adgen-memory", "'%s' reads active data from a text", callee->name);
        diag_note(d->diag, s->loc, "use the number itself, or mark the text ADGEN_INACTIVE if no derivative flows through it");
        fence_asked(f);
        f->errors++;
        return;
    }
    if (callee->no_derivative || effect == EFFECT_OUTPUT || effect == EFFECT_ALLOC || effect == EFFECT_FREE ||
        effect == EFFECT_ABORT || effect == EFFECT_NONE || effect == EFFECT_READ ||
        effect == EFFECT_PARSE)
        return;
    if (callee->body && !callee->variadic && !callee->is_library) {
        fence_visible_call(f, s);
        return;
    }
    if (!fence_call_is_active(f, s) || bytes_writes_text(d->alias, s))
        return;
    if (fence_is_mathematical(callee)) {
        fence_no_rule(f, s->loc, callee);
        return;
    }
    if (callee->is_indirect) {
        diag_error(d->diag, s->loc, "adgen-function-pointer",
                   "adgen cannot tell which functions this pointer may call with active data");
        diag_note(d->diag, s->loc, "call the function by its name, or let the pointer come from a table or an argument that adgen sees");
    } else if (effect == EFFECT_COPY || effect == EFFECT_FILL) {
        id = "adgen-memory";
        diag_error(d->diag, s->loc, id, "'%s' on active data", callee->name);
        diag_note(d->diag, s->loc, "write the copy as a loop or an assignment");
    } else if (callee->variadic) {
        diag_error(d->diag, s->loc, "adgen-varargs", "'%s' gets active data in variable arguments", callee->name);
        diag_note(d->diag, s->loc, "give it a fixed list of parameters");
    } else {
        diag_error(d->diag, s->loc, id, "'%s' gets active data, but adgen sees neither its body nor a derivative of it",
                   callee->name);
        fence_advise_extern(f, s);
    }
    fence_asked(f);
    f->errors++;
}

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

    if (root == NULL || map_get(f->reported, root) || root->kind != VAR_GLOBAL || root->inactive || activity_global(root) || !type_holds_real(s->u.assign.place->type, false) ||
        !activity_varied(d->activity, s->u.assign.value))
        return;
    if (root->is_static) {
        fence_through(f, s->loc, root);
    } else {
        diag_error(d->diag, s->loc, "adgen-global", "active data are stored in the global '%s'", root->name);
        diag_note(d->diag, s->loc, "return the value or store it through a parameter; or mark the global ADGEN_INACTIVE");
    }
    fence_asked(f);
    f->errors++;
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
}

void fence_check(Derive *d)
{
    Fence f = {d, map_new(d->arena), true, 0, NULL};

    ir_visit_stmts(d->fn->body, fence_stmt, &f);
    f.causes = false;
    if (f.errors == 0)
        ir_visit_stmts(d->fn->body, fence_stmt, &f);
}
