#include "fence.h"
#include "fence_parts.h"

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

bool fence_is_active_global(const Derive *d, int id)
{
    const Object *object = alias_object(d->alias, id);

    return object->kind == OBJECT_VAR && object->var->kind == VAR_GLOBAL && object->var->is_written && !object->var->inactive &&
           activity_object_follows(d->activity, id);
}

bool fence_is_parameter(const Derive *d, const Var *var)
{
    for (int i = 0; i < d->request->func->params.count && i < d->fn->params.count; i++)
        if (d->fn->params.items[i] == var)
            return activity_param(d->request, d->request->func->params.items[i]);
    return false;
}

void fence_through(Fence *f, Loc loc, const Var *var)
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
        diag_error(d->diag, place->loc, "adgen-pointer",
                   "adgen cannot tell what this pointer points to, and active data may be reached through it");
        diag_note(d->diag, place->loc, "assign the pointer from a parameter, an array or an allocation in this function");
    } else if (object->kind == OBJECT_VAR && object->var->kind != VAR_PARAM) {
        fence_through(f, place->loc, object->var);
    } else {
        diag_error(d->diag, place->loc, "adgen-mixed",
                   "this may refer to '%s', which has no adjoint, or to active data, by the same pointer", object->var->name);
        diag_note(d->diag, place->loc, "name '%s' among the independents, use two pointers, or mark it ADGEN_INACTIVE", object->var->name);
    }
    fence_refused(f);
}

/* What a pointer to reals points to, if it is only read: its shadow is a null pointer, and nothing is added to it. */
static bool fence_may_be_null(const Object *object)
{
    if (object->kind == OBJECT_VAR && object->var->kind == VAR_GLOBAL)
        return type_is_const(object->var->type) && !type_holds_pointer(object->var->type);
    return object->kind == OBJECT_TARGET && type_is_pointer(object->var->type) &&
           type_is_real(type_elem(object->var->type)) && object->var->is_register;
}

void fence_objects(Fence *f, const Expr *place, const IntSet *objects, bool reads)
{
    Derive *d = f->d;

    for (int i = 0; i < objects->count; i++) {
        const Object *object = alias_object(d->alias, objects->items[i]);
        bool          ok = object->kind == OBJECT_ALLOC || object->kind == OBJECT_FUNC ||
                  (object->kind == OBJECT_VAR && activity_global(object->var)) ||
                  (object->kind == OBJECT_VAR && object->var->kind != VAR_GLOBAL &&
                   (object->var->kind != VAR_PARAM || fence_is_parameter(d, object->var) || object->var->is_register ||
                    !type_holds_pointer(object->var->type))) ||
                  (alias_is_foreign(object) && fence_is_parameter(d, object->var));

        if (!ok && reads && fence_may_be_null(object)) {
            map_put(d->nulls, object->var, object->var);
        } else if (!ok) {
            fence_mixed(f, place, object);
            return;
        }
    }
}

void fence_place(Fence *f, const Expr *place)
{
    Derive *d = f->d;
    IntSet  objects = {0};

    if (ir_is_register(place) || !activity_place(d->activity, place))
        return;
    alias_of_place(d->alias, place, &objects);
    fence_objects(f, place, &objects, place != f->target);
}

void fence_lost_write(Fence *f, const Stmt *s)
{
    const Expr *place = s->u.assign.place;
    Derive     *d = f->d;
    IntSet      objects = {0};

    if (ir_is_register(place) || !type_holds_real(place->type, false) || activity_place(d->activity, place) ||
        !activity_varied(d->activity, s->u.assign.value) || fence_by_inactive_pointer(place))
        return;
    alias_of_place(d->alias, place, &objects);
    for (int i = 0; i < objects.count; i++) {
        const Object *object = alias_object(d->alias, objects.items[i]);

        if (object->kind == OBJECT_UNKNOWN) {
            fence_mixed(f, place, object);
            return;
        }
    }
}
