#include "results.h"

#include "calls.h"
#include "ir/walk.h"
#include "shadow.h"

static bool results_is_overwriting(const Derive *d, const Stmt *s)
{
    return s->kind == STMT_CALL && s->u.call.place && type_holds_real(s->u.call.place->type, false) &&
           activity_place(d->activity, s->u.call.place) && !calls_is_active(d, s);
}

static void results_name(Derive *d, Block *out, Stmt *s)
{
    const Expr *place = s->u.call.place;
    Var        *value = shadow_temp(d, arena_printf(d->arena, "%s_value", s->u.call.callee->name),
                                    type_unqualified(d->p, place->type), s->loc);

    value->is_register = type_is_real(place->type);
    if (!value->is_register)
        ir_push(d->p, out, ir_decl(d->p, s->loc, value, NULL));
    s->u.call.place = ir_var(d->p, s->loc, value);
    ir_push(d->p, out, s);
    ir_push(d->p, out, ir_assign(d->p, s->loc, place, ir_var(d->p, s->loc, value)));
}

static bool results_block(Derive *d, Block *block)
{
    Block *out = ir_block(d->p);
    bool   changed = false;

    for (int i = 0; i < block->stmts.count; i++) {
        Stmt  *s = block->stmts.items[i];
        Block *inner[3];
        int    count = ir_stmt_blocks(s, inner);

        for (int k = 0; k < count; k++)
            changed |= results_block(d, inner[k]);
        if (results_is_overwriting(d, s)) {
            results_name(d, out, s);
            changed = true;
        } else {
            ir_push(d->p, out, s);
        }
    }
    *block = *out;
    return changed;
}

bool results_lower(Derive *d)
{
    return results_block(d, d->fn->body);
}
