#include "reverse.h"

#include "checkpoint.h"
#include "frames.h"
#include "frees.h"
#include "normal/normal.h"
#include "pairs.h"
#include "pending.h"
#include "plan.h"
#include "prompt.h"
#include "registers.h"
#include "reverse_parts.h"
#include "rules/rule.h"
#include "ir/runtime.h"
#include "shadow.h"
#include "split.h"
#include "store.h"
#include "swaps.h"
#include "tail.h"

/* What one stretch of code is generated for. */
typedef struct Gen {
    Derive *d;
    Frame  *frame;      /* whose forward or backward pass it is */
    bool    plain;      /* forward only: nothing is kept, memory is freed where the user frees it */
    Var    *leave;      /* set instead of a break out of a fused loop, or NULL */
    Block  *late;       /* what is done at the frame's end, after the user's memory has been freed */
    Block  *backward;   /* what the backward pass is put into; NULL: behind the forward pass */
    bool    whole;      /* forward only, in a CHECKPOINT frame: from one state to the next */
    Part    part;       /* of the tail of the frame's list, that is run backward */
    Pending *pending;   /* of a straight line; or NULL */
} Gen;

static void reverse_forward(const Gen *g, const Block *block, Block *out);
static void reverse_backward(const Gen *g, const Block *block, Block *out);
static void reverse_back_range(const Gen *g, const Block *block, int first, int last, Block *out);
static void reverse_frame(const Gen *g, Block *out, const Block *start);

/* ---- forward ---- */

typedef struct MapForward {
    Derive *d;
    Frame  *frame;
} MapForward;

static const Expr *reverse_forward_node(void *data, const Expr *e)
{
    MapForward *map = data;

    return e->op == OP_VAR ? plan_forward(map->d, map->frame, e) : e;
}

/* A copy of one statement, without what is inside it. */
static Stmt *reverse_copy(const Gen *g, const Stmt *s)
{
    MapForward map = {g->d, g->frame};
    Stmt      *copy = ir_copy_stmt(g->d->p, frames_reads_copies(g->frame) ? rows_again(g->d, s) : s);

    copy->checkpoint = NULL;
    ir_map_stmt_exprs(g->d->p, copy, reverse_forward_node, &map);
    if (copy->kind == STMT_FOR)
        copy->u.loop_for.var = plan_forward(g->d, g->frame, ir_var(g->d->p, s->loc, s->u.loop_for.var))->u.var;
    return copy;
}

static bool reverse_is_sliced_away(const Gen *g, const Stmt *s)
{
    return g->whole ? map_get(g->frame->slice, s) == NULL : !frames_runs(g->frame, s);
}

/* Whether the statement swaps pointers that the backward pass swaps back, step by step. */
static bool reverse_is_undone(const Gen *g, const Stmt *s)
{
    return g->frame->kind == FRAME_CHECKPOINT && swaps_is_step(g->d, s) && layout_info(g->d->layout, s)->loop == g->frame->loop;
}

/* Whether the loop runs once, as a frame of its own: nothing is left of it but what is in it. */
static bool reverse_is_step(const Gen *g, const Stmt *s)
{
    return map_get(g->d->steps, s) && map_get(g->d->frames, s);
}

static void reverse_forward_for(const Gen *g, Stmt *s, Block *out)
{
    Block *body = ir_block(g->d->p);
    Stmt  *copy = reverse_copy(g, s);

    if (!g->plain) {
        store_make(g->d, g->frame, out, plan_before(g->d, s));
        store_keep(g->d, g->frame, body, plan_at_head(g->d, s));
    }
    reverse_forward(g, s->u.loop_for.body, body);
    copy->u.loop_for.body = body;
    ir_push(g->d->p, out, copy);
}

static void reverse_forward_loop(const Gen *g, Stmt *s, Block *out)
{
    Program *p = g->d->p;
    Stmt    *copy = reverse_copy(g, s);

    copy->u.loop.head = ir_block(p);
    copy->u.loop.body = ir_block(p);
    copy->u.loop.step = ir_block(p);
    if (!g->plain) {
        store_make(g->d, g->frame, out, plan_before(g->d, s));
        store_keep(g->d, g->frame, copy->u.loop.body, plan_at_head(g->d, s));
    }
    reverse_forward(g, s->u.loop.head, copy->u.loop.head);
    reverse_forward(g, s->u.loop.body, copy->u.loop.body);
    reverse_forward(g, s->u.loop.step, copy->u.loop.step);
    ir_push(p, out, copy);
}

/* An iteration forward and at once backward. */
static void reverse_fused(const Gen *g, Stmt *s, Frame *frame, Block *out)
{
    Program *p = g->d->p;
    Gen      inner = {g->d, frame, false, NULL, ir_block(p), NULL, false, PART_WHOLE, NULL};
    Stmt    *copy = reverse_copy(g, s);
    Block   *body = ir_block(p);

    store_make(g->d, g->frame, out, plan_before(g->d, s));
    if (map_get(g->d->counters, s)) {
        inner.leave = shadow_temp(g->d, "leave", type_int(p, INT_INT), s->loc);
        ir_push(p, body, ir_assign(p, s->loc, ir_var(p, s->loc, inner.leave),
                                   ir_int(p, s->loc, inner.leave->type, 0)));
    }
    reverse_frame(&inner, body, NULL);
    if (inner.leave) {
        Block *leave = ir_block(p);

        ir_push(p, leave, ir_jump(p, s->loc, STMT_BREAK));
        ir_push(p, body, ir_if(p, s->loc,
                               ir_binary(p, s->loc, OP_NE, ir_var(p, s->loc, inner.leave),
                                         ir_int(p, s->loc, inner.leave->type, 0)),
                               leave, NULL));
    }
    if (s->kind == STMT_FOR) {
        copy->u.loop_for.body = body;
    } else {
        copy->u.loop.head = ir_block(p);
        copy->u.loop.step = ir_block(p);
        reverse_forward(&inner, s->u.loop.head, copy->u.loop.head);
        reverse_forward(&inner, s->u.loop.step, copy->u.loop.step);
        copy->u.loop.body = body;
    }
    ir_push(p, out, copy);
    store_free(g->d, out, g->late, plan_before(g->d, s));
}

/* A branch forward and at once backward. */
static void reverse_branch(const Gen *g, Frame *frame, Block *out)
{
    Gen inner = {g->d, frame, false, g->leave, ir_block(g->d->p), NULL, g->whole, PART_WHOLE, NULL};

    reverse_frame(&inner, out, NULL);
}

/* A loop that is run by a schedule: as it is, but that states are kept before some of its steps. */
static void reverse_forward_scheduled(const Gen *g, Stmt *s, Block *out)
{
    const State *state = checkpoint_of(g->d, s);
    Gen          plain = *g;
    Block       *made = ir_block(g->d->p), *body = ir_block(g->d->p), *steps;
    Stmt        *loop;

    plain.plain = true;
    checkpoint_start(g->d, g->frame, state, out);
    if (s->kind == STMT_FOR)
        reverse_forward_for(&plain, s, made);
    else
        reverse_forward_loop(&plain, s, made);
    loop = made->stmts.items[made->stmts.count - 1];
    steps = s->kind == STMT_FOR ? loop->u.loop_for.body : loop->u.loop.body;
    checkpoint_keep(g->d, g->frame, state, body);
    ir_append(g->d->p, body, normal_twin(g->d->p, g->d->fn, steps, NULL, NULL));
    *steps = *body;
    ir_append(g->d->p, out, made);
}

static void reverse_forward_if(const Gen *g, Stmt *s, Block *out)
{
    Stmt  *copy = reverse_copy(g, s);
    Block *from[2] = {s->u.branch.then, s->u.branch.other}, *to[2];

    for (int i = 0; i < 2; i++) {
        to[i] = ir_block(g->d->p);
        if (frames_branches(g->d, s) && !g->plain)
            reverse_branch(g, map_get(g->d->frames, from[i]), to[i]);
        else
            reverse_forward(g, from[i], to[i]);
    }
    copy->u.branch.then = to[0];
    copy->u.branch.other = to[1];
    ir_push(g->d->p, out, copy);
}

static void reverse_forward_break(const Gen *g, Stmt *s, Block *out)
{
    Program *p = g->d->p;

    if (g->leave && layout_info(g->d->layout, s)->loop == g->frame->loop)
        ir_push(p, out, ir_assign(p, s->loc, ir_var(p, s->loc, g->leave), ir_int(p, s->loc, g->leave->type, 1)));
    else
        ir_push(p, out, s);
}

/* A call that frees memory does so where it stands only where the backward pass has no use for it any more. */
static void reverse_forward_call(const Gen *g, Stmt *s, Block *out)
{
    FreeTime time = frees_time(g->d, s);
    Stmt    *forward = map_get(g->d->forwards, s);

    if (map_get(g->d->pairs_of, s))
        pairs_use(map_get(g->d->pairs_of, s));
    if (prompt_of(g->d, s)) {
        ir_append(g->d->p, out, prompt_of(g->d, s)->seed);
        ir_append(g->d->p, out, prompt_of(g->d, s)->call);
        return;
    }
    if (g->plain && (s->u.call.callee->keeps || map_get(g->d->shadow_stmts, s)))
        return;                                      /* memory for the backward pass alone */
    if (forward && !g->plain) {
        ir_push(g->d->p, out, reverse_copy(g, forward));
        return;
    }
    if (rows_block_at(g->d, s) && rows_block_at(g->d, s)->is_repeated) {
        s = reverse_copy(g, s);
        ir_push(g->d->p, out, store_block(g->d, s->u.call.place, s->u.call.args[0]));
        return;
    }
    if (time == FREE_OUTSIDE || (time == FREE_LATER && !g->plain))
        frees_later(g->d, g->frame, s, out);
    else if (time != FREE_AT_END || g->plain)
        ir_push(g->d->p, out, reverse_copy(g, s));
}

/* Registers are declared later, where they are first needed. */
static void reverse_forward_decl(const Gen *g, const Stmt *s, Block *out)
{
    Var *var = s->u.decl.var, *shadow = map_get(g->d->exposed, var);

    if (!var->is_register)
        ir_push(g->d->p, out, reverse_copy(g, s));
    if (shadow && !g->plain && runtime_is_tape(var->type))
        ir_push(g->d->p, out, ir_decl(g->d->p, s->loc, shadow, runtime_tape_init(g->d->p, s->loc)));
    if (shadow && !g->plain && type_is_vla(shadow->type) && layout_info(g->d->layout, s)->parent == g->frame->loop)
        ir_push(g->d->p, out, ir_decl(g->d->p, s->loc, shadow, NULL));
}

static void reverse_forward_stmt(const Gen *g, Stmt *s, Block *out)
{
    Frame *frame = map_get(g->d->frames, s);
    Gen    plain = *g;
    Stmt  *copy;

    plain.plain = true;
    switch (s->kind) {
    case STMT_IF:
        reverse_forward_if(g, s, out);
        break;
    case STMT_FOR:
    case STMT_LOOP:
        if (frame && frame->kind == FRAME_FUSED && !g->plain)
            reverse_fused(g, s, frame, out);
        else if (frame && frame->kind == FRAME_CHECKPOINT && !g->plain)
            reverse_forward_scheduled(g, s, out);
        else if (reverse_is_step(g, s))
            reverse_forward(&plain, s->u.loop_for.body, out);
        else if (s->kind == STMT_FOR)
            reverse_forward_for(frame ? &plain : g, s, out);
        else
            reverse_forward_loop(frame ? &plain : g, s, out);
        break;
    case STMT_CALL:
        reverse_forward_call(g, s, out);
        break;
    case STMT_BREAK:
        reverse_forward_break(g, s, out);
        break;
    case STMT_RETURN:
        break;                       /* stands behind the backward pass */
    case STMT_DECL:
        reverse_forward_decl(g, s, out);
        break;
    default:
        copy = reverse_copy(g, s);
        if (rows_at(g->d, s))
            copy->u.assign.value = plan_row(g->d, g->frame, s);
        ir_push(g->d->p, out, copy);
    }
}

static void reverse_forward(const Gen *g, const Block *block, Block *out)
{
    for (int i = 0; i < block->stmts.count; i++) {
        Stmt *s = block->stmts.items[i];

        if (reverse_is_sliced_away(g, s) || reverse_is_undone(g, s) || checkpoint_counts(g->d, s))
            continue;
        reverse_forward_stmt(g, s, out);
        if (!g->plain)
            store_keep(g->d, g->frame, out, plan_after(g->d, s));
    }
    if (!g->plain)
        store_push(g->d, g->frame, out, plan_record(g->d, block));
}

/* ---- backward ---- */

typedef struct MapBackward {
    Derive     *d;
    const Stmt *s;
} MapBackward;

static const Expr *reverse_backward_node(void *data, const Expr *e)
{
    MapBackward *map = data;

    return e->op == OP_VAR ? plan_expr(map->d, map->s, e) : e;
}

/* The same of a straight line, each of whose statements has its turn once: they become the backward pass themselves. */
static void reverse_back_line(const Gen *g, MapBackward *map, Block *local, Block *out)
{
    ir_map_block_exprs(g->d->p, local, reverse_backward_node, map);
    for (int i = 0; i < local->stmts.count; i++)
        pending_push(g->pending, out, local->stmts.items[i]);
}

/* The adjoint statements of an assignment or call. */
static void reverse_back_local(const Gen *g, Stmt *s, Block *out)
{
    Block      *local = map_get(g->d->locals, s);
    MapBackward map = {g->d, s};
    Block       copies = *out;
    int         first = out->stmts.count;

    if (local == NULL || local->stmts.count == 0)
        return;
    if (g->pending) {
        reverse_back_line(g, &map, local, out);
        return;
    }
    tail_copy(g->d, g->frame->body, g->part, local, out);
    copies.stmts.items = out->stmts.items + first;
    copies.stmts.count = out->stmts.count - first;
    ir_map_block_exprs(g->d->p, &copies, reverse_backward_node, &map);
}

static void reverse_back_if(const Gen *g, Stmt *s, Block *out)
{
    Program     *p = g->d->p;
    const Leave *leave = map_get(g->d->leavers, s);
    Block       *then = ir_block(p), *other = ir_block(p);
    const Expr  *cond;

    if (leave && g->leave == NULL) {
        Var        *left = map_get(g->d->lefts, leave->flag);
        const Expr *flag = ir_var(p, s->loc, left);

        ENSURE(left != NULL);
        cond = ir_binary(p, s->loc, OP_EQ, flag, ir_int(p, s->loc, left->type, leave->code));
        ir_push(p, then, ir_assign(p, s->loc, flag, ir_int(p, s->loc, left->type, 0)));
    } else if (leave) {
        cond = ir_binary(p, s->loc, OP_EQ, plan_forward(g->d, g->frame, ir_var(p, s->loc, leave->flag)),
                         ir_int(p, s->loc, leave->flag->type, leave->code));
    } else {
        cond = plan_expr(g->d, s, s->u.branch.cond);
    }
    reverse_backward(g, s->u.branch.then, then);
    reverse_backward(g, s->u.branch.other, other);
    ir_push(p, out, ir_if(p, s->loc, cond, then, other));
}

/* Pointers to the copies that the statements of a list made. */
static void reverse_rows(const Gen *g, const Block *block, Block *out)
{
    for (int i = 0; i < block->stmts.count; i++)
        if (rows_at(g->d, block->stmts.items[i]))
            ir_push(g->d->p, out, plan_row_back(g->d, block->stmts.items[i]));
}

/* Copies of the registers that a frame's code sets where it runs again. */
static void reverse_rename(Derive *d, const Stmt *loop, Frame *frame)
{
    for (int pos = layout_info(d->layout, loop)->pos + 1; pos <= layout_info(d->layout, loop)->end; pos++) {
        Stmt *at = layout_stmt(d->layout, pos);
        Var  *var = map_get(frame->slice, at) || frames_runs(frame, at) ? registers_written(at) : NULL;
        Var  *copy;

        if (var == NULL || !var->is_register || map_get(frame->renamed, var) || swaps_hands_round(d, loop, var))
            continue;
        copy = shadow_temp(d, var->name, var->type, var->loc);
        copy->is_shadow = var->is_shadow;
        map_put(frame->renamed, var, copy);
    }
}

/* The body of the loop, backward; in a rerun frame after what it needs has run forward again. */
static void reverse_back_body(const Gen *g, Stmt *s, const Block *source, Frame *frame, Block *body)
{
    Gen inner = {g->d, frame ? frame : g->frame, false, NULL, frame ? ir_block(g->d->p) : g->late, NULL, false, PART_WHOLE, NULL};

    if (frame) {
        reverse_rename(g->d, s, frame);
        reverse_frame(&inner, body, NULL);
    } else {
        swaps_undo(g->d, s, body);
        store_pop(g->d, body, plan_record(g->d, source));
        reverse_rows(g, source, body);
        reverse_zero_home(g->d, s, source, body);
        reverse_back_range(&inner, source, 0, source->stmts.count - 1, body);
    }
}

static void reverse_back_for(const Gen *g, Stmt *s, Block *out)
{
    Program *p = g->d->p;
    Frame   *frame = map_get(g->d->frames, s);
    Var     *counter = shadow_temp(g->d, s->u.loop_for.var->name, s->u.loop_for.var->type, s->loc);
    Var     *trips = map_get(g->d->counters, s);
    Block   *body = ir_block(p);
    Stmt    *loop;
    const Expr *test;

    plan_set_counter(g->d, s, counter);
    if (trips) {
        reverse_take_left(g->d, s, out);
        loop = reverse_counted(g->d, s, plan_expr(g->d, s, ir_var(p, s->loc, trips)), body);
        reverse_set_counter(g->d, s, counter, ir_var(p, s->loc, loop->u.loop_for.var), body);
    } else {
        loop = reverse_header(g->d, s, counter, body);
    }
    if (frame) {
        store_make(g->d, frame, out, plan_before(g->d, s));
        map_put(frame->renamed, s->u.loop_for.var, counter);
    }
    reverse_back_body(g, s, s->u.loop_for.body, frame, body);
    test = trips ? NULL : reverse_first_test(g->d, s);
    if (test) {
        Block *runs = ir_block(p);

        ir_push(p, runs, loop);
        ir_push(p, out, ir_if(p, s->loc, test, runs, NULL));
    } else {
        ir_push(p, out, loop);
    }
    store_free(g->d, out, g->late, plan_before(g->d, s));
}

static void reverse_back_loop(const Gen *g, Stmt *s, Block *out)
{
    Program *p = g->d->p;
    Var     *trips = map_get(g->d->counters, s);
    Block   *body = ir_block(p);
    Stmt    *loop;

    ENSURE(trips != NULL);
    reverse_take_left(g->d, s, out);
    loop = reverse_counted(g->d, s, plan_expr(g->d, s, ir_var(p, s->loc, trips)), body);
    reverse_back_body(g, s, s->u.loop.body, NULL, body);
    ir_push(p, out, loop);
    store_free(g->d, out, g->late, plan_before(g->d, s));
}

/* ---- loops that are run by a schedule ---- */

typedef struct Steps {
    const Gen *g;
    Stmt      *loop;
    Frame     *frame;
    Var       *counter;      /* of a FOR, in the backward pass */
} Steps;

static void reverse_step_counter(const Steps *steps, const Expr *number, Block *out)
{
    if (steps->counter)
        reverse_set_counter(steps->g->d, steps->loop, steps->counter, number, out);
}

static void reverse_step_forward(void *data, const Expr *number, Block *out)
{
    const Steps *steps = data;
    Gen          plain = {steps->g->d, steps->frame, true, NULL, NULL, NULL, true, PART_WHOLE, NULL};
    Block       *body = ir_block(steps->g->d->p);

    reverse_step_counter(steps, number, out);
    reverse_forward(&plain, steps->frame->body, body);
    ir_append(steps->g->d->p, out, normal_twin(steps->g->d->p, steps->g->d->fn, body, NULL, NULL));
}

/* No flag says yet that the step leaves the loop. */
static void reverse_clear_flags(const Steps *steps, Block *out)
{
    Derive         *d = steps->g->d;
    const StmtInfo *info = layout_info(d->layout, steps->loop);

    for (int pos = info->pos; pos <= info->end; pos++) {
        const Stmt  *at = layout_stmt(d->layout, pos);
        const Leave *leave = map_get(d->leavers, at);

        if (leave == NULL || layout_info(d->layout, at)->loop != steps->loop)
            continue;
        ir_push(d->p, out, ir_assign(d->p, at->loc, plan_forward(d, steps->frame, ir_var(d->p, at->loc, leave->flag)),
                                     ir_int(d->p, at->loc, leave->flag->type, 0)));
        return;
    }
}

static void reverse_step_back(void *data, const Expr *number, Block *out)
{
    const Steps *steps = data;
    Derive      *d = steps->g->d;
    Gen          inner = {d, steps->frame, false, NULL, ir_block(d->p), NULL, false, PART_WHOLE, NULL};

    swaps_undo(d, steps->loop, out);
    inner.leave = shadow_temp(d, "leave", type_int(d->p, INT_INT), steps->loop->loc);
    reverse_step_counter(steps, number, out);
    reverse_clear_flags(steps, out);
    reverse_frame(&inner, out, NULL);
}

static void reverse_back_scheduled(const Gen *g, Stmt *s, Frame *frame, Block *out)
{
    Derive *d = g->d;
    Steps   steps = {g, s, frame, NULL};
    Block  *make = ir_block(d->p), *done = ir_block(d->p);

    if (s->kind == STMT_FOR) {
        steps.counter = shadow_temp(d, s->u.loop_for.var->name, s->u.loop_for.var->type, s->loc);
        plan_set_counter(d, s, steps.counter);
        map_put(frame->renamed, s->u.loop_for.var, steps.counter);
    }
    reverse_rename(d, s, frame);
    store_make(d, frame, make, plan_before(d, s));
    store_free(d, done, done, plan_before(d, s));
    checkpoint_backward(d, checkpoint_of(d, s), reverse_step_forward, reverse_step_back, &steps, make, done, out);
}

static void reverse_back_stmt(const Gen *g, Stmt *s, Block *out)
{
    Frame *frame = map_get(g->d->frames, s);

    if (rows_block_at(g->d, s)) {
        reverse_back_local(g, s, out);
        return;
    }
    if (!split_is_active(g->d, s) || (frame && frame->kind == FRAME_FUSED) || frames_branches(g->d, s))
        return;
    if (prompt_of(g->d, s))
        ir_push(g->d->p, out, prompt_clear(g->d, s));
    else if (s->kind == STMT_ASSIGN || s->kind == STMT_CALL)
        reverse_back_local(g, s, out);
    else if (s->kind == STMT_IF)
        reverse_back_if(g, s, out);
    else if (frame && frame->kind == FRAME_CHECKPOINT)
        reverse_back_scheduled(g, s, frame, out);
    else if (reverse_is_step(g, s))
        reverse_back_body(g, s, s->u.loop_for.body, frame, out);
    else if (s->kind == STMT_FOR)
        reverse_back_for(g, s, out);
    else if (s->kind == STMT_LOOP)
        reverse_back_loop(g, s, out);
}

static void reverse_back_range(const Gen *g, const Block *block, int first, int last, Block *out)
{
    Gen whole = *g;

    whole.part = PART_WHOLE;
    for (int i = last; i >= first; i--) {
        Stmt *s = block->stmts.items[i];
        Part  part = g->part == PART_WHOLE ? PART_WHOLE : tail_part(g->d, g->frame->body, s);

        if (part == PART_WHOLE)
            reverse_back_stmt(g, s, out);
        else if (part == g->part)
            reverse_back_stmt(&whole, s, out);
    }
}

/* A branch: what it kept on the tape, then its statements. */
static void reverse_backward(const Gen *g, const Block *block, Block *out)
{
    if (g->part != PART_EARLY) {
        store_pop(g->d, out, plan_record(g->d, block));
        reverse_rows(g, block, out);
        reverse_zero_memory(g->d, block, out);
    }
    reverse_back_range(g, block, 0, block->stmts.count - 1, out);
}

/* ---- frames ---- */

/* Whether the statements do more than to clear adjoints. */
static bool reverse_does_something(const Block *block)
{
    for (int i = 0; i < block->stmts.count; i++) {
        const Stmt *s = block->stmts.items[i];

        if (s->kind != STMT_ASSIGN || s->u.assign.place->op != OP_VAR || s->u.assign.value->op != OP_REAL)
            return true;
    }
    return false;
}

/* What the comment says before the part of the function that begins with its group. */
static const char *reverse_heading(Derive *d, const Block *block, int group)
{
    const StmtInfo *first = group < 0 ? NULL : layout_info(d->layout, block->stmts.items[group]);

    if (group < 0)
        return "backward pass";
    for (int pos = first->pos; pos < layout_count(d->layout); pos++) {
        const Stmt  *s = layout_stmt(d->layout, pos);
        const Frame *frame = s->kind == STMT_FOR || s->kind == STMT_LOOP ? map_get(d->frames, s) : NULL;

        if (frame && frame->kind == FRAME_FUSED)
            return "forward and backward, one iteration at a time";
    }
    return "forward and backward at once";
}

/* The adjoints that a frame starts from. */
static void reverse_start(const Gen *g, const Block *start, Block *out)
{
    for (int i = 0; start && i < start->stmts.count; i++) {
        if (g->pending)
            pending_push(g->pending, out, start->stmts.items[i]);
        else
            ir_push(g->d->p, out, start->stmts.items[i]);
    }
}

/* A frame: what comes before its fused loops forward; the adjoints that these start from; they, and the rest, forward;
 * then the rest backward, which may begin with part of what stands behind those loops. */
static void reverse_frame(const Gen *g, Block *out, const Block *start)
{
    Derive       *d = g->d;
    Block        *source = g->frame->body;
    int           group = frames_group(d, g->frame), count = source->stmts.count;
    int           split = group < 0 ? count : group, tail = group < 0 ? count : frames_tail(d, source);
    Block         part = *source;
    const Stmt   *home = g->frame->loop;
    bool          root = g->frame->kind == FRAME_ROOT;
    bool          split_tail = group >= 0 && tail_is_split(d, source);
    Gen           tails = *g;
    Block        *back = ir_block(d->p), *end = g->backward ? g->backward : out;

    store_keep(d, g->frame, out, plan_at_entry(d, g->frame));
    if (root && group != 0 && !g->backward)
        ir_push(d->p, out, ir_comment(d->p, "forward pass"));
    part.stmts.count = split;
    reverse_forward(g, &part, out);
    if (root && !g->backward)
        ir_push(d->p, out, ir_comment(d->p, reverse_heading(d, source, group)));
    if (g->frame->kind == FRAME_BRANCH || g->pending)        /* whose registers belong to what is around it; that wait */
        reverse_zero_memory(g->d, source, end);
    else
        reverse_zero_home(g->d, home, source, end);
    reverse_start(g, start, end);
    if (group >= 0) {
        tails.part = split_tail ? PART_EARLY : PART_WHOLE;
        reverse_back_range(&tails, source, tail, count - 1, out);
        part.stmts.items = source->stmts.items + split;
        part.stmts.count = count - split;
        reverse_forward(g, &part, out);
    }
    if (split_tail) {
        tails.part = PART_LATE;
        reverse_back_range(&tails, source, tail, count - 1, back);
    }
    reverse_back_range(g, source, 0, tail - 1, back);
    if (g->pending)
        pending_end(g->pending, back);
    if (root && group >= 0 && reverse_does_something(back))
        ir_push(d->p, out, ir_comment(d->p, "backward pass"));
    ir_pour(d->p, end, back);
    frees_at_end(d, g->frame, source, end);
    ir_append(d->p, end, g->late);
}

Block *reverse_body(Derive *d, const Block *start, Block *backward)
{
    Gen    g = {d, map_get(d->frames, d->fn), false, NULL, ir_block(d->p), backward, false, PART_WHOLE, pending_begin(d)};
    Block *out = ir_block(d->p);

    reverse_frame(&g, out, start);
    return out;
}
