#include "checkpoint.h"

#include "ir/runtime.h"
#include "registers.h"
#include "shadow.h"
#include "swaps.h"
#include "checkpoint_blocks.h"
#include "checkpoint_parts.h"

State *checkpoint_of(const Derive *d, const Stmt *loop)
{
    return d->states ? map_get(d->states, loop) : NULL;
}

bool checkpoint_any(const Derive *d)
{
    for (int pos = 0; d->states && pos < layout_count(d->layout); pos++)
        if (map_get(d->states, layout_stmt(d->layout, pos)))
            return true;
    return false;
}

bool checkpoint_counts(const Derive *d, const Stmt *s)
{
    const Var *var = s->kind == STMT_ASSIGN ? registers_written(s) : NULL;

    for (const Stmt *loop = var ? layout_info(d->layout, s)->loop : NULL; loop; loop = layout_info(d->layout, loop)->loop)
        if (checkpoint_of(d, loop) && map_get(d->counters, loop) == var)
            return true;
    return false;
}

void checkpoint_visit(const State *state, void (*visit)(void *data, const Expr *e), void *data)
{
    if (state->loop->checkpoint->count)
        ir_visit_expr(state->loop->checkpoint->count, visit, data);
    for (int i = 0; i < state->parts.count; i++) {
        const StatePart *part = &state->parts.items[i];

        if (part->place)
            ir_visit_expr(part->place, visit, data);
    }
    for (int i = 0; i < state->lengths.count; i++)
        ir_visit_expr(state->lengths.items[i].value, visit, data);
}

void checkpoint_vars(const State *state, void (*visit)(void *data, Var *var), void *data)
{
    if (state->schedule) {
        visit(data, state->schedule);
    } else {
        visit(data, state->steps);
        if (state->stride)
            visit(data, state->stride);
        if (state->blocks)
            visit(data, state->blocks);
    }
    for (int i = 0; i < state->parts.count; i++)
        if (state->parts.items[i].store)
            visit(data, state->parts.items[i].store);
    for (int i = 0; i < state->lengths.count; i++)
        visit(data, state->lengths.items[i].var);
}

bool checkpoint_runs(const State *state, const Stmt *s)
{
    return map_get(state->frame->slice, s) || map_get(state->frame->runs, s);
}

/* ---- parts ---- */

static Var *checkpoint_keeper(Derive *d, const Var *var, const char *name, const char *suffix, const Type *elem)
{
    Var *keeper = shadow_temp(d, arena_printf(d->arena, "%s_%s", name, suffix), type_pointer(d->p, elem),
                              var ? var->loc : d->fn->loc);

    keeper->is_shadow = var && var->is_shadow;
    return keeper;
}

static void checkpoint_add_register(Derive *d, State *state, Var *var)
{
    StatePart part = {.var = var};

    part.store = checkpoint_keeper(d, var, var->name, "at", type_unqualified(d->p, var->type));
    VEC_PUSH(d->arena, &state->parts, part);
}

/* A variable that holds the length, unless that is a number. */
static const Expr *checkpoint_length(Derive *d, State *state, const Var *named, const Expr *length)
{
    Loc         loc = state->loop->loc;
    StateLength made = {.value = length};

    if (length == NULL || length->op == OP_INT)
        return length;
    for (int i = 0; i < state->lengths.count; i++)
        if (ir_same(state->lengths.items[i].value, length))
            return ir_var(d->p, loc, state->lengths.items[i].var);
    made.var = shadow_temp(d, arena_printf(d->arena, "%s_size", named->name), type_int(d->p, INT_LONG), loc);
    VEC_PUSH(d->arena, &state->lengths, made);
    return ir_var(d->p, loc, made.var);
}

/* How many elements there are, and in each of them, where they are arrays; the type of what is in these. */
static const Type *checkpoint_dims(Derive *d, State *state, StatePart *part, const Var *named, const Expr **length, const Type *elem)
{
    part->dims[part->dim_count++] = checkpoint_length(d, state, named, *length);
    for (; elem->canon->kind == TYPE_ARRAY; elem = type_elem(elem)) {
        const Expr *count = checkpoint_count(d, elem, state->loop->loc);

        ENSURE(part->dim_count < CHECKPOINT_DIMS);
        part->dims[part->dim_count++] = checkpoint_length(d, state, named, count);
        *length = ir_binary(d->p, count->loc, OP_MUL, *length, count);
    }
    return elem;
}

const Expr *checkpoint_count(Derive *d, const Type *array, Loc loc)
{
    const Type *type = type_int(d->p, INT_LONG), *canon = array->canon;

    return canon->u.array.length ? ir_cast(d->p, loc, type, canon->u.array.length, true) : ir_int(d->p, loc, type, canon->u.array.count);
}

void checkpoint_add_memory(Derive *d, State *state, const Var *named, const Expr *place, const Expr *length, const Type *elem)
{
    StatePart part = {.place = place};

    for (int i = 0; i < state->parts.count; i++)
        if (state->parts.items[i].place && ir_same(state->parts.items[i].place, place))
            return;
    if (length && elem->canon->kind == TYPE_ARRAY)
        elem = checkpoint_dims(d, state, &part, named, &length, elem);
    part.length = checkpoint_length(d, state, named, length);
    part.elem = type_unqualified(d->p, elem);
    part.store = checkpoint_keeper(d, named, named->name, "state", type_unqualified(d->p, elem));
    part.left = checkpoint_keeper(d, named, named->name, "left", type_unqualified(d->p, elem));
    VEC_PUSH(d->arena, &state->parts, part);
}

/* The registers that are set where the loop runs again: for others nobody asks there. */
static Map *checkpoint_set(Derive *d, const State *state)
{
    const StmtInfo *info = layout_info(d->layout, state->loop);
    Map            *set = map_new(d->arena);

    for (int pos = info->pos + 1; pos <= info->end; pos++) {
        const Stmt *s = layout_stmt(d->layout, pos);

        if (registers_written(s) && checkpoint_runs(state, s))
            map_put(set, registers_written(s), set);
    }
    return set;
}

/* What an iteration has from the one before in registers. */
static void checkpoint_registers(Derive *d, State *state)
{
    const Var *counter = state->loop->kind == STMT_FOR ? state->loop->u.loop_for.var : NULL;
    Map       *set = checkpoint_set(d, state);

    for (int i = 0, count = d->fn->vars.count; i < count; i++) {
        Var *var = d->fn->vars.items[i];

        if (!var->is_register || var->kind == VAR_GLOBAL || (var->is_shadow && !type_is_pointer(var->type)) || var == counter ||
            var == map_get(d->counters, state->loop))
            continue;
        if (map_get(set, var) && !swaps_hands_round(d, state->loop, var) && (registers_carried(d->registers, state->loop, var) || map_get(state->frame->heads, var)))
            checkpoint_add_register(d, state, var);
    }
}

static void checkpoint_find_one(Derive *d, Stmt *loop, Frame *frame)
{
    State *state = ARENA_NEW(d->arena, State);
    int    before = diag_errors(d->diag);

    state->loop = loop;
    state->frame = frame;
    state->own = map_new(d->arena);
    if (loop->checkpoint->count)
        state->schedule = shadow_temp(d, "schedule", type_pointer(d->p, runtime_checkpoint(d->p)), loop->loc);
    else
        blocks_vars(d, state);
    checkpoint_registers(d, state);
    checkpoint_check(d, state);
    if (diag_errors(d->diag) == before)
        checkpoint_memory(d, state);
    for (int i = 0; i < state->parts.count; i++)
        state->parts.items[i].lent = state->schedule == NULL && checkpoint_is_lent(d, state, &state->parts.items[i]);
    map_put(d->states, loop, state);
}

void checkpoint_find(Derive *d)
{
    d->states = map_new(d->arena);
    for (int pos = 0; pos < layout_count(d->layout); pos++) {
        Stmt  *s = layout_stmt(d->layout, pos);
        Frame *frame = s->kind == STMT_FOR || s->kind == STMT_LOOP ? map_get(d->frames, s) : NULL;

        if (frame && frame->kind == FRAME_CHECKPOINT)
            checkpoint_find_one(d, s, frame);
    }
}
