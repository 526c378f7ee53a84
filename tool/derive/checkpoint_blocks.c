#include "checkpoint_blocks.h"

#include "plan.h"
#include "shadow.h"
#include "store.h"

static Var *blocks_var(Derive *d, const State *state, const char *name)
{
    return shadow_temp(d, name, type_int(d->p, INT_LONG), state->loop->loc);
}

static bool blocks_is_number(const Expr *e)
{
    return e->op == OP_INT || (e->op == OP_CAST && e->args[0]->op == OP_INT);
}

/* Whether the loop's counter says which step it is. */
static bool blocks_are_counted(const Stmt *loop)
{
    return loop->u.loop_for.step == 1 && blocks_is_number(loop->u.loop_for.from);
}

void blocks_vars(Derive *d, State *state)
{
    state->steps = blocks_var(d, state, "step_count");
    if (!state->loop->checkpoint->each) {
        state->stride = blocks_var(d, state, "stride");
        state->blocks = blocks_var(d, state, "blocks");
    }
    if (!blocks_are_counted(state->loop))
        state->step = blocks_var(d, state, "step");
}

static const Expr *blocks_binary(const StatesAt *at, OpKind op, const Expr *a, const Expr *b)
{
    return ir_binary(at->d->p, at->state->loop->loc, op, a, b);
}

static const Expr *blocks_long(const StatesAt *at, long long value)
{
    return states_long(at->d, at->state->loop->loc, value);
}

/* ---- forward ---- */

static void blocks_set(const StatesAt *at, Block *out, Var *var, const Expr *value)
{
    Program *p = at->d->p;

    ir_push(p, out, ir_assign(p, at->state->loop->loc, ir_var(p, at->state->loop->loc, var), value));
}

/* blocks = (steps + stride - 1) / stride: how many states there is room for, those of all blocks, and of one block's other steps. */
static const Expr *blocks_divide(const StatesAt *at, const Expr *steps, Block *out)
{
    const State *state = at->state;
    Program     *p = at->d->p;
    const Expr  *stride = ir_var(p, state->loop->loc, state->stride), *blocks = ir_var(p, state->loop->loc, state->blocks);
    const Expr  *args[2] = {steps, states_size(at, false)}, *one = blocks_long(at, 1);

    blocks_set(at, out, state->stride, ir_call(p, state->loop->loc, store_stride(at->d), args, 2));
    blocks_set(at, out, state->blocks,
               blocks_binary(at, OP_DIV, blocks_binary(at, OP_SUB, blocks_binary(at, OP_ADD, steps, stride), one), stride));
    return states_named(at, out, "slots", blocks_binary(at, OP_SUB, blocks_binary(at, OP_ADD, blocks, stride), one));
}

void blocks_start(const StatesAt *at, Block *out)
{
    const State *state = at->state;
    const Expr  *steps = ir_var(at->d->p, state->loop->loc, state->steps);

    blocks_set(at, out, state->steps, states_here(at, checkpoint_steps(at->d, state->loop)));
    states_allocate(at, out, state->stride ? blocks_divide(at, steps, out) : steps);
    if (state->step)
        blocks_set(at, out, state->step, blocks_long(at, 0));
}

/* Which step it is. */
static const Expr *blocks_number(const StatesAt *at)
{
    const Stmt *loop = at->state->loop;
    Program    *p = at->d->p;
    const Type *type = type_int(p, INT_LONG);
    const Expr *counter;

    if (at->state->step)
        return ir_var(p, loop->loc, at->state->step);
    counter = ir_cast(p, loop->loc, type, states_here(at, ir_var(p, loop->loc, loop->u.loop_for.var)), true);
    return blocks_binary(at, OP_SUB, counter, ir_cast(p, loop->loc, type, loop->u.loop_for.from, true));
}

/* if (step % stride == 0) keep the state in the slot step / stride */
static void blocks_keep_first(const StatesAt *at, const Expr *number, Block *out)
{
    Program    *p = at->d->p;
    Loc         loc = at->state->loop->loc;
    const Expr *stride = states_set(at, at->state->stride);
    Block      *keep = ir_block(p);

    states_keep(at, keep, states_named(at, keep, "slot", blocks_binary(at, OP_DIV, number, stride)));
    ir_push(p, out, ir_if(p, loc, blocks_binary(at, OP_EQ, blocks_binary(at, OP_REM, number, stride), blocks_long(at, 0)), keep, NULL));
}

void blocks_keep(const StatesAt *at, Block *out)
{
    const Expr *number = blocks_number(at);

    if (at->state->stride)
        blocks_keep_first(at, number, out);
    else
        states_keep(at, out, number);
    if (at->state->step)
        blocks_set(at, out, at->state->step, blocks_binary(at, OP_ADD, number, blocks_long(at, 1)));
}

/* ---- backward ---- */

/* The slot of a step of the block that is not its first one. */
static const Expr *blocks_inner(const StatesAt *at, const Expr *first, const Expr *number)
{
    return blocks_binary(at, OP_ADD, states_set(at, at->state->blocks), blocks_binary(at, OP_SUB, number, first));
}

/* if (first + 1 < end) from the block's first state forward: for (at = first; at < end - 1; at++) { a step; keep } */
static void blocks_advance(const StatesAt *at, const Expr *block, const Expr *first, const Expr *end, CheckpointStep *advance, void *data,
                           Block *out)
{
    Program    *p = at->d->p;
    Loc         loc = at->state->loop->loc;
    Block      *body = ir_block(p), *runs = ir_block(p);
    Var        *counter = blocks_var(at->d, at->state, "at");
    const Expr *number = ir_var(p, loc, counter), *last = blocks_binary(at, OP_SUB, end, blocks_long(at, 1));

    advance(data, number, body);
    states_keep(at, body, states_named(at, body, "slot", blocks_inner(at, first, number)));
    states_restore(at, runs, block);
    ir_push(p, runs, ir_for(p, loc, counter, true, first, REL_LT, last, 1, body));
    ir_push(p, out, ir_if(p, loc, blocks_binary(at, OP_LT, first, last), runs, NULL));
}

/* for (step = end; step-- > first;) { its state; backward }: the first step's is in the slot `block`; NULL: each is in a slot of
 * its own. */
static void blocks_reverse(const StatesAt *at, const Expr *block, const Expr *first, const Expr *end, CheckpointStep *reverse, void *data,
                           Block *out)
{
    Program    *p = at->d->p;
    Loc         loc = at->state->loop->loc;
    Block      *body = ir_block(p);
    Var        *step = blocks_var(at->d, at->state, "step");
    const Expr *number = ir_var(p, loc, step), *slot = number;

    if (block) {
        slot = blocks_inner(at, first, blocks_binary(at, OP_SUB, number, blocks_long(at, 1)));
        slot = states_named(at, body, "slot", ir_select(p, loc, blocks_binary(at, OP_GT, number, first), slot, block));
    }
    states_lend(at, body, slot);
    reverse(data, number, body);
    ir_push(p, out, ir_for(p, loc, step, true, end, REL_DOWNTO, first, -1, body));
}

static void blocks_backward_all(const StatesAt *at, CheckpointStep *advance, CheckpointStep *reverse, void *data, Block *out)
{
    Program    *p = at->d->p;
    Loc         loc = at->state->loop->loc;
    Block      *body = ir_block(p);
    Var        *counter = blocks_var(at->d, at->state, "block");
    const Expr *block = ir_var(p, loc, counter), *stride = states_set(at, at->state->stride), *steps = states_set(at, at->state->steps);
    const Expr *first = states_named(at, body, "first", blocks_binary(at, OP_MUL, block, stride));
    const Expr *next = blocks_binary(at, OP_ADD, first, stride), *end;

    end = states_named(at, body, "end", ir_select(p, loc, blocks_binary(at, OP_LT, next, steps), next, steps));
    blocks_advance(at, block, first, end, advance, data, body);
    blocks_reverse(at, block, first, end, reverse, data, body);
    ir_push(p, out, ir_for(p, loc, counter, true, states_set(at, at->state->blocks), REL_DOWNTO, blocks_long(at, 0), -1, body));
}

void blocks_backward(const StatesAt *at, CheckpointStep *advance, CheckpointStep *reverse, void *data, Block *out)
{
    if (at->state->stride)
        blocks_backward_all(at, advance, reverse, data, out);
    else
        blocks_reverse(at, NULL, blocks_long(at, 0), states_set(at, at->state->steps), reverse, data, out);
}
