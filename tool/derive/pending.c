#include "pending.h"

#include "ir/table.h"

/* The adjoint of a register. */
typedef struct Owned {
    const Var *of;
    bool       is_zero;      /* without having been set */
} Owned;

struct Pending {
    Derive  *d;
    VarTable owned;          /* adjoint -> Owned */
};

static void pending_note(Pending *pending, const Var *var)
{
    Derive    *d = pending->d;
    const Var *shadow = map_get(d->shadows, var);
    Owned     *owned;

    if (shadow == NULL || shadow->kind == VAR_PARAM || !shadow->is_register || var == d->result || !var->is_register ||
        !type_is_real(var->type))
        return;
    owned = ARENA_NEW(d->facts, Owned);
    owned->of = var;
    owned->is_zero = true;
    vartable_put(&pending->owned, shadow, owned);
}

Pending *pending_begin(Derive *d)
{
    Pending *pending;

    if (d->known_stmts < 0)
        return NULL;
    pending = ARENA_NEW(d->facts, Pending);
    pending->d = d;
    pending->owned.arena = d->facts;
    for (int i = 0; i < d->fn->vars.count; i++)
        pending_note(pending, d->fn->vars.items[i]);
    return pending;
}

static void pending_set(Pending *pending, Block *out, Var *shadow)
{
    Program *p = pending->d->p;
    Owned   *owned = vartable_get(&pending->owned, shadow);

    if (owned == NULL || !owned->is_zero)
        return;
    owned->is_zero = false;
    ir_push(p, out, ir_assign(p, owned->of->loc, ir_var(p, owned->of->loc, shadow),
                              ir_real(p, owned->of->loc, shadow->type, 0.0L)));
}

typedef struct Reader {
    Pending *pending;
    Block   *out;
} Reader;

static void pending_read_node(void *data, const Expr *e)
{
    const Reader *reader = data;

    if (e->op == OP_VAR)
        pending_set(reader->pending, reader->out, e->u.var);
}

static void pending_read_stmt(void *data, Stmt *s)
{
    ir_visit_stmt_exprs(s, pending_read_node, data);
}

/* What the statement adds to its target, which it does not mention otherwise; or NULL. */
static const Expr *pending_amount(const Stmt *s)
{
    const Expr *place = s->u.assign.place, *value = s->u.assign.value;
    const Expr *amount = value->op == OP_ADD && ir_same(value->args[0], place) ? value->args[1] : NULL;

    return amount && amount->type->canon == place->type->canon && !ir_mentions(amount, place->u.var) ? amount : NULL;
}

void pending_push(Pending *pending, Block *out, Stmt *s)
{
    Reader      reader = {pending, out};
    Owned      *owned = s->kind == STMT_ASSIGN && s->u.assign.place->op == OP_VAR
                            ? vartable_get(&pending->owned, s->u.assign.place->u.var)
                            : NULL;
    const Expr *amount = owned && owned->is_zero ? pending_amount(s) : NULL;

    if (owned && s->u.assign.value->op == OP_REAL && s->u.assign.value->u.real->value == 0.0L) {
        owned->is_zero = true;
        return;
    }
    if (amount)
        s->u.assign.value = amount;
    if (owned)
        ir_visit_expr(s->u.assign.value, pending_read_node, &reader);
    else
        ir_visit_stmt(s, pending_read_stmt, &reader);
    if (owned)
        owned->is_zero = false;
    ir_push(pending->d->p, out, s);
}

void pending_end(Pending *pending, Block *out)
{
    Derive *d = pending->d;

    for (int i = 0; i < d->fn->params.count; i++)
        if (map_get(d->shadows, d->fn->params.items[i]))
            pending_set(pending, out, map_get(d->shadows, d->fn->params.items[i]));
}
