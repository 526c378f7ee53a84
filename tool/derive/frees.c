#include "frees.h"

#include "counts.h"
#include "plan.h"
#include "rules/rule.h"
#include "shadow.h"
#include "split.h"
#include "store.h"
#include "tapes.h"

/* Whether every block that the pointer may point to is allocated in the loop (NULL: in the function). */
static bool frees_allocated_in(Derive *d, const Expr *pointer, const Stmt *loop)
{
    IntSet objects = {0};

    alias_of_pointer(d->alias, pointer, &objects);
    for (int i = 0; i < objects.count; i++) {
        const Object *object = alias_object(d->alias, objects.items[i]);

        if (object->kind != OBJECT_ALLOC || (loop && !layout_inside(d->layout, object->site, loop)))
            return false;
    }
    return true;
}

/* Whether the shadow pointer is read from memory where the backward pass may have put back an older one. */
static bool frees_put_back(Derive *d, const Expr *pointer)
{
    return d->puts_back && frees_has_adjoint(d, pointer) && ir_reads_memory(shadow_pointer(d, pointer));
}

/* Whether the statement stands in the block, or in FORs there: whether it is reached does not hang on a condition. */
static bool frees_stands_in(const Block *block, const Stmt *s)
{
    for (int i = 0; i < block->stmts.count; i++) {
        const Stmt *inner = block->stmts.items[i];

        if (inner == s || (inner->kind == STMT_FOR && frees_stands_in(inner->u.loop_for.body, s)))
            return true;
    }
    return false;
}

static bool frees_is_call(const Stmt *s)
{
    return s->kind == STMT_CALL && rule_effect(s->u.call.callee->name) == EFFECT_FREE && s->u.call.count == 1;
}

/* The frame at whose end the memory is freed, where it is: a branch leaves what is from outside of it to that. */
static const Frame *frees_frame(Derive *d, const Stmt *s)
{
    const Frame *frame = frames_of(d, s);

    while (frame->kind == FRAME_BRANCH && !frees_allocated_in(d, s->u.call.args[0], frame->loop))
        frame = frame->outer;
    return frame;
}

FreeTime frees_time(Derive *d, const Stmt *s)
{
    enum { ROOM = 16 };
    Stmt *loops[ROOM];
    int   count;
    bool  rerun = false;

    if (tapes_waits(d, s))
        return FREE_AT_END;
    if (!frees_is_call(s))
        return FREE_NO;
    if (d->pair && !frees_allocated_in(d, s->u.call.args[0], NULL))
        return FREE_LATER;                            /* the caller's backward pass may have use for it */
    for (const Frame *frame = frees_frame(d, s); frame->loop; frame = frame->outer) {
        if (!frees_allocated_in(d, s->u.call.args[0], frame->loop))
            return FREE_OUTSIDE;
        rerun |= frame->kind == FRAME_RERUN;          /* which allocates nothing a second time */
    }
    if (rerun)
        return FREE_NOW;
    if (frees_put_back(d, s->u.call.args[0]))
        return FREE_LATER;
    for (Stmt *loop = layout_info(d->layout, s)->loop; loop && map_get(d->frames, loop) == NULL;
         loop = layout_info(d->layout, loop)->loop) {
        if (!split_is_active(d, loop) && frees_allocated_in(d, s->u.call.args[0], loop))
            return FREE_NOW;
        if (loop->kind != STMT_FOR || map_get(d->counters, loop))
            return FREE_LATER;
    }
    if (d->pair && !frees_stands_in(d->fn->body, s))
        return FREE_LATER;                            /* the backward half has the pointer only in that branch */
    count = frames_loops(d, s, frees_frame(d, s), loops, ROOM);
    return count == 0 || (count <= ROOM && counts_known(d, loops, count)) ? FREE_AT_END : FREE_LATER;
}

static bool frees_branch_has_end(Derive *d, const Frame *frame, const Stmt *s)
{
    return s->kind == STMT_IF && (frees_has_end(d, frame, s->u.branch.then) || frees_has_end(d, frame, s->u.branch.other));
}

bool frees_has_condition(Derive *d, const Stmt *s)
{
    if (!frames_branches(d, s))
        return frees_branch_has_end(d, NULL, s);
    for (const Frame *frame = frames_of(d, s); frame; frame = frame->outer)
        if (frees_branch_has_end(d, frame, s))
            return true;
    return false;
}

bool frees_has_end(Derive *d, const Frame *frame, const Block *block)
{
    for (int i = 0; i < block->stmts.count; i++) {
        const Stmt *s = block->stmts.items[i];

        if (frees_time(d, s) == FREE_AT_END && (frame == NULL || frees_frame(d, s) == frame))
            return true;
        if (frees_branch_has_end(d, frame, s))
            return true;
        if (s->kind == STMT_FOR && frees_has_end(d, frame, s->u.loop_for.body))
            return true;
    }
    return false;
}

bool frees_has_adjoint(Derive *d, const Expr *pointer)
{
    IntSet objects = {0};

    if (!activity_follows(d->activity, ir_uncast(pointer)->type))
        return false;
    alias_of_pointer(d->alias, pointer, &objects);
    for (int i = 0; i < objects.count; i++)
        if ((d->pair || alias_object(d->alias, objects.items[i])->kind == OBJECT_ALLOC) &&
            activity_object_follows(d->activity, objects.items[i]))
            return true;
    return false;
}

bool frees_has_shadow(Derive *d, const Stmt *s)
{
    return frees_is_call(s) && frees_has_adjoint(d, s->u.call.args[0]);
}

static void frees_one(Derive *d, const Stmt *s, Block *out)
{
    const Expr *pointer = s->u.call.args[0], *shadow;

    if (tapes_waits(d, s)) {
        ir_push(d->p, out, ir_call_stmt(d->p, s->loc, NULL, s->u.call.callee, &pointer, 1));
        if (!tapes_has_shadow(d, pointer))
            return;
        shadow = shadow_pointer(d, pointer);
        ir_push(d->p, out, ir_call_stmt(d->p, s->loc, NULL, s->u.call.callee, &shadow, 1));
        return;
    }
    ir_push(d->p, out, store_free_call(d, plan_expr(d, s, pointer), s->loc));
    if (frees_has_adjoint(d, pointer))
        ir_push(d->p, out, store_free_call(d, plan_expr(d, s, shadow_pointer(d, pointer)), s->loc));
}

static void frees_in_for(Derive *d, const Frame *frame, Stmt *s, Block *out)
{
    Program *p = d->p;
    Var     *counter = shadow_temp(d, s->u.loop_for.var->name, s->u.loop_for.var->type, s->loc);
    Block   *body = ir_block(p);

    plan_set_counter(d, s, counter);
    frees_at_end(d, frame, s->u.loop_for.body, body);
    ir_push(p, out, ir_for(p, s->loc, counter, true, plan_expr(d, s, s->u.loop_for.from), s->u.loop_for.relation,
                           plan_expr(d, s, s->u.loop_for.to), s->u.loop_for.step, body));
    if (!split_is_active(d, s))                       /* otherwise the loop's backward pass does it */
        store_free(d, out, out, plan_before(d, s));
}

static void frees_one_stmt(Derive *d, const Frame *frame, Stmt *s, Block *out)
{
    Program *p = d->p;

    if (frees_time(d, s) == FREE_AT_END && frees_frame(d, s) == frame) {
        frees_one(d, s, out);
    } else if (frees_branch_has_end(d, frame, s)) {
        Block *then = ir_block(p), *other = ir_block(p);

        frees_at_end(d, frame, s->u.branch.then, then);
        frees_at_end(d, frame, s->u.branch.other, other);
        ir_push(p, out, ir_if(p, s->loc, plan_expr(d, s, s->u.branch.cond), then, other));
    } else if (s->kind == STMT_FOR && map_get(d->frames, s) == NULL && frees_has_end(d, frame, s->u.loop_for.body)) {
        frees_in_for(d, frame, s, out);
    }
}

/* What is to be freed for one statement of the function, and the memory that is read for it. */
typedef struct Piece {
    Derive *d;
    Block  *code;
    IntSet  freed, read;
} Piece;

static void frees_note_read(void *data, const Expr *e)
{
    Piece *piece = data;

    if ((op_info[e->op].flags & OPF_PLACE) && !ir_is_register(e))
        alias_of_place(piece->d->alias, e, &piece->read);
}

static void frees_note_freed(void *data, Stmt *s)
{
    Piece *piece = data;

    ir_visit_stmt_exprs(s, frees_note_read, piece);
    if (s->kind == STMT_CALL && s->u.call.count > 0)
        alias_of_pointer(piece->d->alias, s->u.call.args[s->u.call.count - 1], &piece->freed);
}

/* Whether the i-th of the pieces frees what another one that is still to come reads: where the loop ends whose blocks are
 * freed, say. */
static bool frees_too_early(const Piece *pieces, int count, int i)
{
    for (int k = 0; k < count; k++)
        for (int n = 0; k != i && pieces[k].code && n < pieces[k].read.count; n++)
            if (intset_has(&pieces[i].freed, pieces[k].read.items[n]))
                return true;
    return false;
}

void frees_at_end(Derive *d, const Frame *frame, const Block *block, Block *out)
{
    VEC(Piece) pieces = {0};

    for (int i = 0; i < block->stmts.count; i++) {
        Piece piece = {.d = d, .code = ir_block(d->p)};

        frees_one_stmt(d, frame, block->stmts.items[i], piece.code);
        ir_visit_stmts(piece.code, frees_note_freed, &piece);
        if (piece.code->stmts.count)
            VEC_PUSH(d->arena, &pieces, piece);
    }
    for (int left = pieces.count; left > 0; left--) {
        int next = 0, first = -1;

        while (next < pieces.count && (pieces.items[next].code == NULL || frees_too_early(pieces.items, pieces.count, next))) {
            first = first < 0 && pieces.items[next].code ? next : first;
            next++;
        }
        next = next < pieces.count ? next : first;
        ir_append(d->p, out, pieces.items[next].code);
        pieces.items[next].code = NULL;
    }
}

void frees_later(Derive *d, Frame *frame, const Stmt *s, Block *out)
{
    const Expr *pointer = s->u.call.args[0];

    store_free_later(d, plan_forward(d, frame, pointer), s->loc, out);
    if (frees_has_adjoint(d, pointer))
        store_free_later(d, plan_forward(d, frame, shadow_pointer(d, pointer)), s->loc, out);
}
