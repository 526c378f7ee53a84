#include "checkpoint_blocks.h"
#include "checkpoint_states.h"

#include "analysis/poly.h"
#include "ir/runtime.h"
#include "shadow.h"

static const char HEADER[] = "adgen/checkpoint.h";

/* place = name (args): integers but for the schedule. */
static void code_call(const StatesAt *w, Block *out, Var *to, const char *name, const Expr *const *args, int count)
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
static const Expr *code_ask(const StatesAt *w, Block *out, const char *name, const char *function, const Expr *more)
{
    Var        *var = shadow_temp(w->d, name, type_int(w->d->p, INT_LONG), w->state->loop->loc);
    const Expr *args[2] = {states_set(w, w->state->schedule), more};

    code_call(w, out, var, function, args, more ? 2 : 1);
    return ir_var(w->d->p, var->loc, var);
}

/* if (slot >= 0) keep the state in it. */
static void code_keep(const StatesAt *w, Block *out)
{
    Program    *p = w->d->p;
    Loc         loc = w->state->loop->loc;
    const Expr *slot = code_ask(w, out, "slot", "adgen_checkpoint_keep", NULL);
    Block      *keep = ir_block(p);

    states_keep(w, keep, slot);
    ir_push(p, out, ir_if(p, loc, ir_binary(p, loc, OP_GE, slot, states_long(w->d, loc, 0)), keep, NULL));
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
        return ir_binary(p, s->loc, OP_DIV, poly_expr(p, &high, type_int(p, INT_LONG), s->loc), states_long(d, s->loc, size));
    }
    return poly_expr(p, &high, type_int(p, INT_LONG), s->loc);
}

/* How many states there may be: what the pragma says, or what the runtime makes of that, and of a state's size. */
static const Expr *code_count(const StatesAt *w, Block *out)
{
    const Checkpoint *asked = w->state->loop->checkpoint;
    const Expr       *args[2] = {states_here(w, asked->count), NULL};
    Var              *var;

    if (!asked->bytes)
        return args[0];
    var = shadow_temp(w->d, "snapshots", type_int(w->d->p, INT_LONG), asked->loc);
    args[1] = states_size(w, true);
    code_call(w, out, var, "adgen_checkpoint_fit", args, 2);
    return ir_var(w->d->p, asked->loc, var);
}

static void code_start(const StatesAt *w, Block *out)
{
    const Expr *steps = checkpoint_steps(w->d, w->state->loop), *args[2];

    args[1] = steps ? states_here(w, steps) : NULL;
    args[0] = code_count(w, out);
    code_call(w, out, w->state->schedule, steps ? "adgen_checkpoint_start" : "adgen_checkpoint_online", args, steps ? 2 : 1);
    if (w->state->parts.count)
        states_allocate(w, out, code_ask(w, out, "slots", "adgen_checkpoint_slots", NULL));
}

void checkpoint_start(Derive *d, Frame *outer, const State *state, Block *out)
{
    StatesAt w = {d, outer, state, false};

    states_lengths(&w, out);
    if (state->schedule)
        code_start(&w, out);
    else
        blocks_start(&w, out);
}

void checkpoint_keep(Derive *d, Frame *outer, const State *state, Block *body)
{
    StatesAt w = {d, outer, state, false};

    if (state->schedule)
        code_keep(&w, body);
    else
        blocks_keep(&w, body);
}

/* ---- backward ---- */

/* for (at = from; at < step; at++) { keep it where that is due; a step forward } */
static void code_advance(const StatesAt *w, Block *out, const Expr *step, CheckpointStep *advance, void *data)
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

static void code_steps(const StatesAt *w, const Expr *steps, CheckpointStep *advance, CheckpointStep *reverse, void *data, Block *out)
{
    Program    *p = w->d->p;
    Loc         loc = w->state->loop->loc;
    Block      *body = ir_block(p);
    Var        *step = shadow_temp(w->d, "step", type_int(p, INT_LONG), loc);
    const Expr *number = ir_var(p, loc, step);

    states_restore(w, body, code_ask(w, body, "slot", "adgen_checkpoint_back", number));
    code_advance(w, body, number, advance, data);
    reverse(data, number, body);
    ir_push(p, out, ir_for(p, loc, step, true, steps, REL_DOWNTO, states_long(w->d, loc, 0), -1, body));
}

void checkpoint_backward(Derive *d, State *state, CheckpointStep *advance, CheckpointStep *reverse, void *data,
                         const Block *before, const Block *behind, Block *out)
{
    Program    *p = d->p;
    Loc         loc = state->loop->loc;
    StatesAt    w = {d, state->frame, state, true};
    Block      *runs = ir_block(p);
    const Expr *steps = state->schedule ? code_ask(&w, out, "steps", "adgen_checkpoint_steps", NULL) : states_set(&w, state->steps);

    states_left(&w, runs, false);
    ir_append(p, runs, before);
    if (state->schedule)
        code_steps(&w, steps, advance, reverse, data, runs);
    else
        blocks_backward(&w, advance, reverse, data, runs);
    states_left(&w, runs, true);
    ir_append(p, runs, behind);
    if (runs->stmts.count > 1)                       /* what is around the steps is done only where there are some */
        ir_push(p, out, ir_if(p, loc, ir_binary(p, loc, OP_GT, steps, states_long(d, loc, 0)), runs, NULL));
    else
        ir_append(p, out, runs);
    states_free(&w, out);
    if (state->schedule)
        code_call(&w, out, NULL, "adgen_checkpoint_end", (const Expr *[]){states_set(&w, state->schedule)}, 1);
}
