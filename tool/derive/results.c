#include "results.h"

#include "calls.h"
#include "ir/walk.h"
#include "shadow.h"

static bool results_is_overwriting(const Derive *d, const Stmt *s)
{
    return s->kind == STMT_CALL && s->u.call.place && type_holds_real(s->u.call.place->type, false) &&
           activity_place(d->activity, s->u.call.place) && !calls_is_active(d, s);
}

static bool results_name(void *data, Block *out, Stmt *s)
{
    Derive     *d = data;
    const Expr *place;
    Var        *value;

    if (!results_is_overwriting(d, s))
        return false;
    place = s->u.call.place;
    value = shadow_temp(d, arena_printf(d->arena, "%s_value", s->u.call.callee->name), type_unqualified(d->p, place->type),
                        s->loc);
    value->is_register = type_is_real(place->type);
    if (!value->is_register)
        ir_push(d->p, out, ir_decl(d->p, s->loc, value, NULL));
    s->u.call.place = ir_var(d->p, s->loc, value);
    ir_push(d->p, out, s);
    ir_push(d->p, out, ir_assign(d->p, s->loc, place, ir_var(d->p, s->loc, value)));
    return true;
}

bool results_lower(Derive *d)
{
    return ir_replace_stmts(d->p, d->fn->body, results_name, d);
}
