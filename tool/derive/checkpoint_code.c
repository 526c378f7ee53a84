#include "checkpoint.h"

#include "analysis/poly.h"
#include "ir/runtime.h"
#include "plan.h"
#include "shadow.h"
#include "split.h"
#include "steady.h"
#include "store.h"

static const char HEADER[] = "adgen/checkpoint.h";

/* How the primal's registers are called where code of the backward pass runs, or of the forward pass: in its frame. */
typedef struct Where {
    Derive      *d;
    Frame       *frame;
    const State *state;
    bool         backward;
} Where;

static const Expr *code_long(Derive *d, Loc loc, long long value)
{
    return ir_int(d->p, loc, type_int(d->p, INT_LONG), value);
}

static const Expr *code_here(const Where *w, const Expr *e)
{
    return plan_forward(w->d, w->frame, e);
}

/* A variable that the forward pass has set before the loop. */
static const Expr *code_set(const Where *w, Var *var)
{
    const Expr *e = ir_var(w->d->p, w->state->loop->loc, var);

    return w->backward ? plan_expr(w->d, w->state->loop, e) : code_here(w, e);
}

/* A number, or one of the lengths that the forward pass has set. */
static const Expr *code_number(const Where *w, const Expr *length)
{
    return length->op == OP_VAR ? code_set(w, length->u.var) : length;
}

static const Expr *code_length(const Where *w, const StatePart *part)
{
    return code_number(w, part->length);
}

/* place = name (args): integers but for the schedule. */
static void code_call(const Where *w, Block *out, Var *to, const char *name, const Expr *const *args, int count)
{
    enum { MOST = 2 };
    Program    *p = w->d->p;
    Loc         loc = w->state->loop->loc;
    const Type *params[MOST];
    Func       *func;

    ENSURE(count <= MOST);
    for (int i = 0; i < count; i++)
        params[i] = args[i]->type;
    func = ir_library_func(p, name, HEADER, to ? to->type : type_void(p), params, count);
    ir_push(p, out, ir_call_stmt(p, loc, to ? ir_var(p, loc, to) : NULL, func, args, count));
}

/* A register of type long with what the function says of the schedule. */
static const Expr *code_ask(const Where *w, Block *out, const char *name, const char *function, const Expr *more)
{
    Var        *var = shadow_temp(w->d, name, type_int(w->d->p, INT_LONG), w->state->loop->loc);
    const Expr *args[2] = {code_set(w, w->state->schedule), more};

    code_call(w, out, var, function, args, more ? 2 : 1);
    return ir_var(w->d->p, var->loc, var);
}

/* ---- copies ---- */

static const Expr *code_bytes(Derive *d, const Expr *length, const Type *elem)
{
    Program    *p = d->p;
    const Type *size = type_int(p, INT_ULONG);

    return ir_binary(p, length->loc, OP_MUL, ir_cast(p, length->loc, size, length, true), ir_sizeof(p, length->loc, size, elem));
}

static void code_copy(Derive *d, Block *out, const Expr *to, const Expr *from, const Expr *bytes)
{
    Program    *p = d->p;
    Loc         loc = to->loc;
    const Type *block = type_pointer(p, type_void(p));
    const Type *params[3] = {block, type_pointer(p, type_qualified(p, type_void(p), TYPE_CONST)), type_int(p, INT_ULONG)};
    const Expr *args[3] = {ir_cast(p, loc, params[0], to, true), ir_cast(p, loc, params[1], from, true), bytes};

    ir_push(p, out, ir_call_stmt(p, loc, NULL, ir_library_func(p, "memcpy", "string.h", block, params, 3), args, 3));
}

/* Where memory of that length is copied: nothing may lie behind a null pointer. */
static Block *code_guarded(const Where *w, Block *out, const StatePart *part)
{
    Program    *p = w->d->p;
    const Expr *some;
    Stmt       *last = out->stmts.count ? out->stmts.items[out->stmts.count - 1] : NULL;

    if (part->length->op == OP_INT)
        return out;
    some = ir_binary(p, part->length->loc, OP_GT, code_length(w, part), code_long(w->d, part->length->loc, 0));
    if (last == NULL || last->kind != STMT_IF || !ir_same(last->u.branch.cond, some)) {
        last = ir_if(p, w->state->loop->loc, some, ir_block(p), NULL);
        ir_push(p, out, last);
    }
    return last->u.branch.then;
}

/* Element by element, for place[i][j]: kept[i * m + j]. */
static void code_matrix(const Where *w, Block *out, const StatePart *part, const Expr *kept, const Expr *place, bool back)
{
    Program    *p = w->d->p;
    Loc         loc = w->state->loop->loc;
    const Expr *index = NULL;

    for (int i = 0; i < part->dim_count; i++) {
        Var        *var = shadow_temp(w->d, "i", type_int(p, INT_LONG), loc);
        Block      *body = ir_block(p);
        const Expr *here = ir_var(p, loc, var), *count = code_number(w, part->dims[i]);

        ir_push(p, out, ir_for(p, loc, var, true, code_long(w->d, loc, 0), REL_LT, count, 1, body));
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
static void code_move(const Where *w, Block *out, const StatePart *part, const Expr *kept, bool back)
{
    Program    *p = w->d->p;
    Loc         loc = w->state->loop->loc;
    const Expr *place = code_here(w, part->place);

    if (part->length == NULL) {
        kept = ir_deref(p, loc, kept);
        ir_push(p, out, ir_assign(p, loc, back ? place : kept, back ? kept : place));
        return;
    }
    if (part->dim_count) {
        code_matrix(w, out, part, kept, place, back);
        return;
    }
    out = code_guarded(w, out, part);
    code_copy(w->d, out, back ? place : kept, back ? kept : place,
              code_bytes(w->d, code_length(w, part), part->elem));
}

/* The part of the state in the slot goes to, or comes back from, where it lives. */
static void code_slot(const Where *w, Block *out, const StatePart *part, const Expr *slot, bool back)
{
    Program    *p = w->d->p;
    Loc         loc = w->state->loop->loc;
    const Expr *store = code_set(w, part->store);

    if (part->var) {
        const Expr *kept = ir_index(p, loc, store, slot), *var = code_here(w, ir_var(p, loc, part->var));

        ir_push(p, out, ir_assign(p, loc, back ? var : kept, back ? kept : var));
        return;
    }
    if (part->length)
        slot = ir_binary(p, loc, OP_MUL, slot, code_length(w, part));
    code_move(w, out, part, ir_ptradd(p, loc, store, slot), back);
}

static void code_state(const Where *w, Block *out, const Expr *slot, bool back, bool registers, bool memory)
{
    for (int i = 0; i < w->state->parts.count; i++)
        if (w->state->parts.items[i].store && (w->state->parts.items[i].var ? registers : memory))
            code_slot(w, out, &w->state->parts.items[i], slot, back);
}

/* if (slot >= 0) keep the state in it. */
static void code_keep(const Where *w, Block *out)
{
    Program    *p = w->d->p;
    Loc         loc = w->state->loop->loc;
    const Expr *slot = code_ask(w, out, "slot", "adgen_checkpoint_keep", NULL);
    Block      *keep = ir_block(p);

    code_state(w, keep, slot, false, true, true);
    ir_push(p, out, ir_if(p, loc, ir_binary(p, loc, OP_GE, slot, code_long(w->d, loc, 0)), keep, NULL));
}

/* ---- forward ---- */

const Expr *checkpoint_steps(Derive *d, const Stmt *s)
{
    Program   *p = d->p;
    Poly       low, high;
    long long  size;

    if (s->kind != STMT_FOR || map_get(d->counters, s))
        return NULL;
    poly_bounds(d->arena, s, &low, &high);
    high = poly_sum(&high, &low, -1);
    if (!high.exact)
        return NULL;
    size = s->u.loop_for.step > 0 ? s->u.loop_for.step : -s->u.loop_for.step;
    if (size > 1) {
        low = poly_number(d->arena, size - 1);
        high = poly_sum(&high, &low, 1);
        return ir_binary(p, s->loc, OP_DIV, poly_expr(p, &high, type_int(p, INT_LONG), s->loc), code_long(d, s->loc, size));
    }
    return poly_expr(p, &high, type_int(p, INT_LONG), s->loc);
}

/* The bytes of one state. */
static const Expr *code_size(const Where *w)
{
    Program    *p = w->d->p;
    Loc         loc = w->state->loop->loc;
    const Type *type = type_int(p, INT_LONG);
    const Expr *size = NULL;

    for (int i = 0; i < w->state->parts.count; i++) {
        const StatePart *part = &w->state->parts.items[i];
        const Expr      *length = part->length ? code_length(w, part) : code_long(w->d, loc, 1);
        const Expr      *bytes;

        if (part->store == NULL)
            continue;
        bytes = ir_cast(p, loc, type, code_bytes(w->d, length, type_elem(part->store->type)), true);
        size = size ? ir_binary(p, loc, OP_ADD, size, bytes) : bytes;
    }
    return size ? size : code_long(w->d, loc, 1);
}

/* How many states there may be: what the pragma says, or what the runtime makes of the steps, and of a state's size. */
static const Expr *code_count(const Where *w, const Expr *steps, Block *out)
{
    Program          *p = w->d->p;
    const Checkpoint *asked = w->state->loop->checkpoint;
    const Expr       *args[2] = {asked->count ? code_here(w, asked->count) : steps, NULL};
    Var              *var;

    if (asked->count && !asked->bytes)
        return args[0];
    var = shadow_temp(w->d, "snapshots", type_int(p, INT_LONG), asked->loc);
    args[1] = code_size(w);
    code_call(w, out, var, asked->count ? "adgen_checkpoint_fit" : "adgen_checkpoint_count", args, 2);
    return ir_var(p, asked->loc, var);
}

void checkpoint_start(Derive *d, Frame *outer, const State *state, Block *out)
{
    Program    *p = d->p;
    Where       w = {d, outer, state, false};
    const Expr *steps = checkpoint_steps(d, state->loop), *args[2], *slots;

    for (int i = 0; i < state->lengths.count; i++)
        ir_push(p, out, ir_assign(p, state->loop->loc, ir_var(p, state->loop->loc, state->lengths.items[i].var),
                                  code_here(&w, state->lengths.items[i].value)));
    args[1] = steps ? code_here(&w, steps) : NULL;
    args[0] = code_count(&w, args[1], out);
    code_call(&w, out, state->schedule, steps ? "adgen_checkpoint_start" : "adgen_checkpoint_online", args, steps ? 2 : 1);
    if (state->parts.count == 0)
        return;
    slots = code_ask(&w, out, "slots", "adgen_checkpoint_slots", NULL);
    for (int i = 0; i < state->parts.count; i++) {
        const StatePart *part = &state->parts.items[i];

        if (part->store == NULL)
            continue;
        store_allocate(d, out, part->store,
                       part->length ? ir_binary(p, slots->loc, OP_MUL, slots, code_length(&w, part)) : slots);
    }
}

void checkpoint_keep(Derive *d, Frame *outer, const State *state, Block *body)
{
    Where w = {d, outer, state, false};

    code_keep(&w, body);
}

/* ---- backward ---- */

/* What the forward pass has left in memory: kept before the loop's backward pass, put back behind it.  Pointers that the
 * loop changes lead to the same memory as in its first step. */
static void code_left(const Where *w, Block *out, bool back)
{
    Program *p = w->d->p;
    Loc      loc = w->state->loop->loc;
    bool     any = false;

    for (int i = 0; i < w->state->parts.count; i++)
        any |= w->state->parts.items[i].left != NULL;
    if (!any)
        return;
    code_state(w, out, code_long(w->d, loc, 0), true, true, false);
    for (int i = 0; i < w->state->parts.count; i++) {
        const StatePart *part = &w->state->parts.items[i];

        if (part->left == NULL)
            continue;
        if (!back)
            store_allocate(w->d, out, part->left, part->length ? code_length(w, part) : code_long(w->d, loc, 1));
        code_move(w, out, part, ir_var(p, loc, part->left), back);
        if (back)
            ir_push(p, out, store_free_call(w->d, ir_var(p, loc, part->left), loc));
    }
}

/* for (at = from; at < step; at++) { keep it where that is due; a step forward } */
static void code_advance(const Where *w, Block *out, const Expr *step, CheckpointStep *advance, void *data)
{
    Program    *p = w->d->p;
    Loc         loc = w->state->loop->loc;
    Var        *at = shadow_temp(w->d, "at", type_int(p, INT_LONG), loc);
    Block      *body = ir_block(p);
    const Expr *from = code_ask(w, out, "from", "adgen_checkpoint_from", NULL);

    code_keep(w, body);
    advance(data, ir_var(p, loc, at), body);
    ir_push(p, out, ir_for(p, loc, at, true, from, REL_LT, step, 1, body));
}

static void code_end(const Where *w, Block *out)
{
    Program    *p = w->d->p;
    Loc         loc = w->state->loop->loc;
    const Expr *schedule = code_set(w, w->state->schedule);

    for (int i = 0; i < w->state->parts.count; i++)
        if (w->state->parts.items[i].store)
            ir_push(p, out, store_free_call(w->d, code_set(w, w->state->parts.items[i].store), loc));
    code_call(w, out, NULL, "adgen_checkpoint_end", &schedule, 1);
}

void checkpoint_backward(Derive *d, State *state, CheckpointStep *advance, CheckpointStep *reverse, void *data,
                         const Block *before, const Block *behind, Block *out)
{
    Program    *p = d->p;
    Loc         loc = state->loop->loc;
    Where       w = {d, state->frame, state, true};
    Block      *runs = ir_block(p), *body = ir_block(p);
    Var        *step = shadow_temp(d, "step", type_int(p, INT_LONG), loc);
    const Expr *number = ir_var(p, loc, step), *steps = code_ask(&w, out, "steps", "adgen_checkpoint_steps", NULL);

    code_left(&w, runs, false);
    ir_append(p, runs, before);
    code_state(&w, body, code_ask(&w, body, "slot", "adgen_checkpoint_back", number), true, true, true);
    code_advance(&w, body, number, advance, data);
    reverse(data, number, body);
    ir_push(p, runs, ir_for(p, loc, step, true, steps, REL_DOWNTO, code_long(d, loc, 0), -1, body));
    code_left(&w, runs, true);
    ir_append(p, runs, behind);
    if (runs->stmts.count > 1)                       /* what is around the steps is done only where there are some */
        ir_push(p, out, ir_if(p, loc, ir_binary(p, loc, OP_GT, steps, code_long(d, loc, 0)), runs, NULL));
    else
        ir_append(p, out, runs);
    code_end(&w, out);
}
