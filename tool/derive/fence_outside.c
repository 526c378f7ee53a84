#include "fence.h"
#include "fence_parts.h"

/* Calls of functions that are marked ADGEN_NO_DERIVATIVE. */

static bool fence_any_follows(const Derive *d, const IntSet *objects)
{
    for (int i = 0; i < objects->count; i++)
        if (activity_object_follows(d->activity, objects->items[i]))
            return true;
    return false;
}

/* Whether the function may give its caller pointers to active data, which then have no shadows. */
static bool fence_hands_pointers(Fence *f, const Stmt *s)
{
    const Effects *effects = alias_effects(f->d->alias, s->u.call.callee);
    IntSet         reached = {0};

    if (s->u.call.place && type_holds_pointer(s->u.call.place->type))
        alias_reach(f->d->alias, s->u.call.place, &reached);
    for (int i = 0; effects && (effects->stores || effects->fresh) && i < s->u.call.count; i++)
        if (i < s->u.call.callee->params.count && effects->writes[i])
            alias_reach(f->d->alias, s->u.call.args[i], &reached);
    return fence_any_follows(f->d, &reached);
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
        if (fence_any_follows(d, &reached))
            return true;
    }
    for (int i = 0; effects && effects->globals && i < alias_count(d->alias); i++)
        if (fence_is_active_global(d, i))
            return true;
    return false;
}

void fence_no_derivative(Fence *f, const Stmt *s)
{
    const Func *callee = s->u.call.callee;

    if (fence_hands_pointers(f, s)) {
        diag_error(f->d->diag, s->loc, "adgen-no-derivative",
                   "'%s' has no derivative, but its caller gets pointers to active data from it", callee->name);
        diag_note(f->d->diag, s->loc, "let it return an index, or take ADGEN_NO_DERIVATIVE away");
        fence_refused(f);
        return;
    }
    if (fence_changes_active(f, s)) {
        diag_error(f->d->diag, s->loc, "adgen-no-derivative",
                   "'%s' has no derivative, but may write active data, or move pointers to them", callee->name);
        diag_note(f->d->diag, s->loc, "let it only read them, or take ADGEN_NO_DERIVATIVE away");
        fence_refused(f);
        return;
    }
    for (int i = 0; i < s->u.call.count && i < callee->params.count; i++) {
        const Type *type = callee->params.items[i]->type;
        IntSet      reached = {0};

        if (!type_is_pointer(type) || activity_points_to_const(type))
            continue;
        alias_reach(f->d->alias, s->u.call.args[i], &reached);
        if (callee->body ? !fence_reaches_active(f->d, s->u.call.args[i]) : !fence_any_follows(f->d, &reached))
            continue;
        diag_error(f->d->diag, s->loc, "adgen-no-derivative",
                   "'%s' has no derivative, but may write active data through its parameter %d", callee->name, i + 1);
        diag_note(f->d->diag, s->loc, "make the parameter a pointer to const, or pass it a copy");
        fence_refused(f);
        return;
    }
}
