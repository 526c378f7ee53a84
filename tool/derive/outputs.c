#include "outputs.h"

#include "fence.h"
#include "rules/rule.h"
#include "shadow.h"

static bool outputs_is_active(Derive *d, const Stmt *s)
{
    if (s->u.call.place && activity_place(d->activity, s->u.call.place))
        return true;
    for (int i = 0; i < s->u.call.count; i++)
        if (type_is_pointer(s->u.call.args[i]->type) ? fence_reaches_active(d, s->u.call.args[i])
                                                     : activity_expr(d->activity, s->u.call.args[i]))
            return true;
    return false;
}

static const Expr *outputs_name(Derive *d, Block *out, const Expr *value, const char *name)
{
    Var *temp = shadow_temp(d, name, type_unqualified(d->p, value->type), value->loc);

    ir_push(d->p, out, ir_assign(d->p, value->loc, ir_var(d->p, value->loc, temp), value));
    return ir_var(d->p, value->loc, temp);
}

typedef struct Stored {
    Derive     *d;
    const Stmt *call;
    bool        found;
} Stored;

static void outputs_find_stored(void *data, const Expr *e)
{
    Stored *stored = data;

    for (int i = 0; (op_info[e->op].flags & OPF_PLACE) && i < stored->call->u.call.count; i++) {
        const Expr *arg = stored->call->u.call.args[i];

        if (type_is_pointer(arg->type))
            stored->found |= alias_places_overlap(stored->d->alias, e, ir_deref(stored->d->p, arg->loc, arg));
    }
}

/* The argument, as it is before the call stores anything. */
static const Expr *outputs_argument(Derive *d, Block *out, const Stmt *call, const Expr *arg)
{
    Stored stored = {d, call, false};

    ir_visit_expr(arg, outputs_find_stored, &stored);
    return stored.found ? outputs_name(d, out, arg, "argument") : arg;
}

/* The same function, for whose calls no derivative is wanted any more. */
static Func *outputs_plain(Derive *d, const Func *callee)
{
    Func *plain = ARENA_NEW(d->p->arena, Func);

    *plain = *callee;
    plain->no_derivative = true;
    return plain;
}

/* Where the call stores what may be active, a variable in its place: what it holds is then assigned. */
static const Expr *outputs_target(Derive *d, Block *out, Block *after, const Expr *pointer)
{
    Program    *p = d->p;
    const Type *elem = type_elem(pointer->type);
    const Expr *stored;
    Var        *temp;

    if (!type_is_real(elem) || !fence_reaches_active(d, pointer))
        return pointer;
    temp = shadow_temp(d, "part", type_unqualified(p, elem), pointer->loc);
    temp->is_register = false;
    stored = ir_var(p, pointer->loc, temp);
    ir_push(p, out, ir_decl(p, pointer->loc, temp, NULL));
    ir_push(p, after, ir_assign(p, pointer->loc, ir_deref(p, pointer->loc, pointer), stored));
    return ir_addr(p, pointer->loc, stored);
}

static void outputs_call(Derive *d, Block *out, Stmt *s)
{
    Program     *p = d->p;
    Func        *callee = s->u.call.callee;
    int          last = s->u.call.count - 1;
    const Expr **args = ARENA_ARRAY(d->arena, const Expr *, last + 1), *parts[3];
    const Expr  *place = s->u.call.place, *value;
    Block       *after = ir_block(p);
    Stmt        *call;

    for (int i = 0; i < last; i++)
        args[i] = parts[i + 1] = outputs_argument(d, out, s, s->u.call.args[i]);
    args[last] = outputs_target(d, out, after, s->u.call.args[last]);
    value = place ? ir_var(p, s->loc, shadow_temp(d, arena_printf(d->arena, "%s_value", rule_name(rule_storing(callee->name))),
                                                  callee->result, s->loc))
                  : NULL;
    call = ir_call_stmt(p, s->loc, value, outputs_plain(d, callee), args, last + 1);
    ir_push(p, out, call);
    ir_append(p, out, after);
    if (place == NULL)
        return;
    parts[0] = value;
    ir_push(p, out, ir_assign(p, s->loc, place, ir_call(p, s->loc, rule_result_func(p, callee->name), parts, last + 1)));
}

static void outputs_sincos(Derive *d, Block *out, const Stmt *s)
{
    Program    *p = d->p;
    const Expr *angle = outputs_argument(d, out, s, s->u.call.args[0]);

    for (int i = 0; i < 2; i++) {
        Func *func = rule_func(p, i ? "cos" : "sin", angle->type);

        ir_push(p, out, ir_assign(p, s->loc, ir_deref(p, s->loc, s->u.call.args[i + 1]), ir_call(p, s->loc, func, &angle, 1)));
    }
}

static bool outputs_stmt(void *data, Block *out, Stmt *s)
{
    Derive     *d = data;
    const Func *callee = s->kind == STMT_CALL ? s->u.call.callee : NULL;

    if (callee == NULL || callee->body || !callee->is_library || callee->no_derivative || callee->is_indirect)
        return false;
    if (!rule_is_sincos(callee->name) && rule_storing(callee->name) == NULL)
        return false;
    if (!outputs_is_active(d, s))
        return false;
    if (rule_is_sincos(callee->name))
        outputs_sincos(d, out, s);
    else
        outputs_call(d, out, s);
    return true;
}

bool outputs_lower(Derive *d)
{
    return ir_replace_stmts(d->p, d->fn->body, outputs_stmt, d);
}

static const Expr *outputs_value(void *data, const Expr *e)
{
    (void)data;
    return rule_is_result(e) ? e->args[0] : e;
}

/* The function itself again, not the one without a derivative: what is derived may be differentiated, too. */
static void outputs_restore(void *data, Stmt *s)
{
    Func *callee = s->kind == STMT_CALL ? s->u.call.callee : NULL, *known;

    if (callee == NULL || callee->body || !callee->is_library || rule_storing(callee->name) == NULL)
        return;
    known = ir_find_func(data, callee->name);
    if (known)
        s->u.call.callee = known;
}

void outputs_finish(Program *p, Block *body)
{
    ir_map_block_exprs(p, body, outputs_value, NULL);
    ir_visit_stmts(body, outputs_restore, p);
}
