#include "checkpoint_states.h"

#include "plan.h"
#include "shadow.h"
#include "store.h"

const Expr *states_long(Derive *d, Loc loc, long long value)
{
    return ir_int(d->p, loc, type_int(d->p, INT_LONG), value);
}

const Expr *states_here(const StatesAt *w, const Expr *e)
{
    return plan_forward(w->d, w->frame, e);
}

const Expr *states_set(const StatesAt *w, Var *var)
{
    const Expr *e = ir_var(w->d->p, w->state->loop->loc, var);

    return w->backward ? plan_expr(w->d, w->state->loop, e) : states_here(w, e);
}

/* A number, or one of the lengths that the forward pass has set. */
static const Expr *states_number(const StatesAt *w, const Expr *length)
{
    return length->op == OP_VAR ? states_set(w, length->u.var) : length;
}

static const Expr *states_length(const StatesAt *w, const StatePart *part)
{
    return states_number(w, part->length);
}

/* ---- copies ---- */

static const Expr *states_bytes(Derive *d, const Expr *length, const Type *elem)
{
    Program    *p = d->p;
    const Type *size = type_int(p, INT_ULONG);

    return ir_binary(p, length->loc, OP_MUL, ir_cast(p, length->loc, size, length, true), ir_sizeof(p, length->loc, size, elem));
}

static void states_copy(Derive *d, Block *out, const Expr *to, const Expr *from, const Expr *bytes)
{
    Program    *p = d->p;
    Loc         loc = to->loc;
    const Type *block = type_pointer(p, type_void(p));
    const Type *params[3] = {block, type_pointer(p, type_qualified(p, type_void(p), TYPE_CONST)), type_int(p, INT_ULONG)};
    const Expr *args[3] = {ir_cast(p, loc, params[0], to, true), ir_cast(p, loc, params[1], from, true), bytes};

    ir_push(p, out, ir_call_stmt(p, loc, NULL, ir_library_func(p, "memcpy", "string.h", block, params, 3), args, 3));
}

/* Where memory of that length is copied: nothing may lie behind a null pointer. */
static Block *states_guarded(const StatesAt *w, Block *out, const StatePart *part)
{
    Program    *p = w->d->p;
    const Expr *some;
    Stmt       *last = out->stmts.count ? out->stmts.items[out->stmts.count - 1] : NULL;

    if (part->length->op == OP_INT)
        return out;
    some = ir_binary(p, part->length->loc, OP_GT, states_length(w, part), states_long(w->d, part->length->loc, 0));
    if (last == NULL || last->kind != STMT_IF || !ir_same(last->u.branch.cond, some)) {
        last = ir_if(p, w->state->loop->loc, some, ir_block(p), NULL);
        ir_push(p, out, last);
    }
    return last->u.branch.then;
}

/* Element by element, for place[i][j]: kept[i * m + j]. */
static void states_matrix(const StatesAt *w, Block *out, const StatePart *part, const Expr *kept, const Expr *place, bool back)
{
    Program    *p = w->d->p;
    Loc         loc = w->state->loop->loc;
    const Expr *index = NULL;

    for (int i = 0; i < part->dim_count; i++) {
        Var        *var = shadow_temp(w->d, "i", type_int(p, INT_LONG), loc);
        Block      *body = ir_block(p);
        const Expr *here = ir_var(p, loc, var), *count = states_number(w, part->dims[i]);

        ir_push(p, out, ir_for(p, loc, var, true, states_long(w->d, loc, 0), REL_LT, count, 1, body));
        index = index ? ir_binary(p, loc, OP_ADD, ir_binary(p, loc, OP_MUL, index, count), here) : here;
        place = ir_index(p, loc, place, here);
        out = body;
    }
    if (kept->op == OP_PTRADD)
        index = ir_binary(p, loc, OP_ADD, kept->args[1], index);
    kept = ir_index(p, loc, kept->op == OP_PTRADD ? kept->args[0] : kept, index);
    ir_push(p, out, ir_assign(p, loc, back ? place : kept, back ? kept : place));
}

/* The part in memory goes to, or comes back from, what `kept` points to. */
static void states_move(const StatesAt *w, Block *out, const StatePart *part, const Expr *kept, bool back)
{
    Program    *p = w->d->p;
    Loc         loc = w->state->loop->loc;
    const Expr *place = states_here(w, part->place);

    if (part->length == NULL) {
        kept = ir_deref(p, loc, kept);
        ir_push(p, out, ir_assign(p, loc, back ? place : kept, back ? kept : place));
        return;
    }
    if (part->dim_count) {
        states_matrix(w, out, part, kept, place, back);
        return;
    }
    out = states_guarded(w, out, part);
    states_copy(w->d, out, back ? place : kept, back ? kept : place,
              states_bytes(w->d, states_length(w, part), part->elem));
}

/* The part of the state in the slot goes to, or comes back from, where it lives. */
static void states_slot(const StatesAt *w, Block *out, const StatePart *part, const Expr *slot, bool back)
{
    Program    *p = w->d->p;
    Loc         loc = w->state->loop->loc;
    const Expr *store = states_set(w, part->store);

    if (part->var) {
        const Expr *kept = ir_index(p, loc, store, slot), *var = states_here(w, ir_var(p, loc, part->var));

        ir_push(p, out, ir_assign(p, loc, back ? var : kept, back ? kept : var));
        return;
    }
    if (part->length)
        slot = ir_binary(p, loc, OP_MUL, slot, states_length(w, part));
    states_move(w, out, part, ir_ptradd(p, loc, store, slot), back);
}

static void states_move_all(const StatesAt *w, Block *out, const Expr *slot, bool back, bool registers, bool memory)
{
    for (int i = 0; i < w->state->parts.count; i++)
        if (w->state->parts.items[i].store && (w->state->parts.items[i].var ? registers : memory))
            states_slot(w, out, &w->state->parts.items[i], slot, back);
}

void states_keep(const StatesAt *w, Block *out, const Expr *slot)
{
    states_move_all(w, out, slot, false, true, true);
}

void states_restore(const StatesAt *w, Block *out, const Expr *slot)
{
    states_move_all(w, out, slot, true, true, true);
}

/* The memory that the register points to stays where it is kept. */
static bool states_is_lent(const StatesAt *w, const Var *var)
{
    for (int i = 0; i < w->state->parts.count; i++)
        if (w->state->parts.items[i].lent && w->state->parts.items[i].place->u.var == var)
            return true;
    return false;
}

void states_lend(const StatesAt *w, Block *out, const Expr *slot)
{
    Program *p = w->d->p;
    Loc      loc = w->state->loop->loc;

    for (int i = 0; i < w->state->parts.count; i++) {
        const StatePart *part = &w->state->parts.items[i];

        if (part->lent)
            ir_push(p, out, ir_assign(p, loc, states_here(w, part->place),
                                      ir_ptradd(p, loc, states_set(w, part->store),
                                                ir_binary(p, loc, OP_MUL, slot, states_length(w, part)))));
        else if (part->store && !(part->var && states_is_lent(w, part->var)))
            states_slot(w, out, part, slot, true);
    }
}

/* ---- memory for them ---- */

const Expr *states_named(const StatesAt *w, Block *out, const char *name, const Expr *value)
{
    Program *p = w->d->p;
    Loc      loc = w->state->loop->loc;
    Var     *var = shadow_temp(w->d, name, type_int(p, INT_LONG), loc);

    ir_push(p, out, ir_assign(p, loc, ir_var(p, loc, var), value));
    return ir_var(p, loc, var);
}

const Expr *states_size(const StatesAt *w, bool all)
{
    Program    *p = w->d->p;
    Loc         loc = w->state->loop->loc;
    const Type *type = type_int(p, INT_LONG);
    const Expr *size = NULL;

    for (int i = 0; i < w->state->parts.count; i++) {
        const StatePart *part = &w->state->parts.items[i];
        const Expr      *length = part->length ? states_length(w, part) : states_long(w->d, loc, 1);
        const Expr      *bytes;

        if (part->store == NULL || (part->length == NULL && !all))
            continue;
        bytes = ir_cast(p, loc, type, states_bytes(w->d, length, type_elem(part->store->type)), true);
        size = size ? ir_binary(p, loc, OP_ADD, size, bytes) : bytes;
    }
    return size ? size : states_long(w->d, loc, 1);
}

void states_lengths(const StatesAt *w, Block *out)
{
    Program *p = w->d->p;
    Loc      loc = w->state->loop->loc;

    for (int i = 0; i < w->state->lengths.count; i++) {
        const StateLength *length = &w->state->lengths.items[i];

        ir_push(p, out, ir_assign(p, loc, ir_var(p, loc, length->var), states_here(w, length->value)));
    }
}

void states_allocate(const StatesAt *w, Block *out, const Expr *slots)
{
    for (int i = 0; i < w->state->parts.count; i++) {
        const StatePart *part = &w->state->parts.items[i];

        if (part->store)
            store_allocate(w->d, out, part->store,
                           part->length ? ir_binary(w->d->p, slots->loc, OP_MUL, slots, states_length(w, part)) : slots);
    }
}

void states_free(const StatesAt *w, Block *out)
{
    for (int i = 0; i < w->state->parts.count; i++)
        if (w->state->parts.items[i].store)
            ir_push(w->d->p, out, store_free_call(w->d, states_set(w, w->state->parts.items[i].store), w->state->loop->loc));
}

/* ---- what is left ---- */

/* Pointers that the loop changes lead to the same memory as in its first step. */
void states_left(const StatesAt *w, Block *out, bool back)
{
    Program *p = w->d->p;
    Loc      loc = w->state->loop->loc;
    bool     any = false;

    for (int i = 0; i < w->state->parts.count; i++)
        any |= w->state->parts.items[i].left != NULL;
    if (!any)
        return;
    states_move_all(w, out, states_long(w->d, loc, 0), true, true, false);
    for (int i = 0; i < w->state->parts.count; i++) {
        const StatePart *part = &w->state->parts.items[i];

        if (part->left == NULL)
            continue;
        if (!back)
            store_allocate(w->d, out, part->left, part->length ? states_length(w, part) : states_long(w->d, loc, 1));
        states_move(w, out, part, ir_var(p, loc, part->left), back);
        if (back)
            ir_push(p, out, store_free_call(w->d, ir_var(p, loc, part->left), loc));
    }
}
