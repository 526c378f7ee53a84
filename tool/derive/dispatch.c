#include "dispatch.h"

#include "normal/normal.h"

static bool dispatch_touches_reals(const Stmt *s)
{
    if (s->u.call.place && type_holds_real(s->u.call.place->type, true))
        return true;
    for (int i = 1; i < s->u.call.count; i++)
        if (type_holds_real(s->u.call.args[i]->type, true) || type_holds_pointer(s->u.call.args[i]->type))
            return true;
    return false;
}

/* Whether a function without such arguments may still touch reals: by globals. */
static bool dispatch_touches_globals(const Derive *d, const Targets *targets)
{
    for (int i = 0; i < targets->count; i++) {
        const Effects *effects = alias_effects(d->alias, targets->items[i]);

        if (effects && (effects->globals || effects->uses_globals || effects->unknown))
            return true;
    }
    return false;
}

/* A call of a null pointer is undefined, so it is never reached. */
static Stmt *dispatch_null(Derive *d, const Stmt *s)
{
    const Expr *place = s->u.call.place;
    Block      *nothing = ir_block(d->p);

    if (place && type_is_scalar(place->type))
        ir_push(d->p, nothing, ir_assign(d->p, s->loc, place, ir_zero(d->p, s->loc, type_unqualified(d->p, place->type))));
    return ir_block_stmt(d->p, s->loc, nothing);
}

static Stmt *dispatch_chain(Derive *d, const Stmt *s, const Targets *targets)
{
    Program    *p = d->p;
    const Expr *pointer = s->u.call.args[0];
    Stmt       *chain = normal_direct_call(p, s, targets->items[targets->count - 1]);

    for (int i = targets->count - 2; i >= 0; i--) {
        const Expr *target = ir_cast(p, s->loc, pointer->type, ir_func(p, s->loc, targets->items[i]), true);
        Block      *then = ir_block(p), *other = ir_block(p);

        ir_push(p, then, normal_direct_call(p, s, targets->items[i]));
        ir_push(p, other, chain);
        chain = ir_if(p, s->loc, ir_binary(p, s->loc, OP_EQ, pointer, target), then, other);
    }
    return chain;
}

static bool dispatch_replace(void *data, Block *out, Stmt *s)
{
    Derive *d = data;
    Targets targets = {0};

    if (s->kind != STMT_CALL || !s->u.call.callee->is_indirect)
        return false;
    if (ir_is_null(s->u.call.args[0]))
        ir_push(d->p, out, dispatch_null(d, s));
    else if (alias_targets(d->alias, s, &targets) && targets.count &&
             (dispatch_touches_reals(s) || dispatch_touches_globals(d, &targets)))
        ir_push(d->p, out, dispatch_chain(d, s, &targets));
    else
        return false;
    return true;
}

bool dispatch_lower(Derive *d)
{
    return ir_replace_stmts(d->p, d->fn->body, dispatch_replace, d);
}
