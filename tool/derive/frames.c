#include "frames_parts.h"

#include "analysis/regions.h"
#include "split.h"

void frames_visit_loop(const Stmt *loop, void (*visit)(void *data, Stmt *s), void *data)
{
    if (loop->kind == STMT_FOR) {
        ir_visit_stmts(loop->u.loop_for.body, visit, data);
    } else {
        ir_visit_stmts(loop->u.loop.head, visit, data);
        ir_visit_stmts(loop->u.loop.body, visit, data);
        ir_visit_stmts(loop->u.loop.step, visit, data);
    }
}

bool frames_is_private(Derive *d, const Expr *place, const Stmt *loop)
{
    IntSet objects = {0};

    alias_of_place(d->alias, place, &objects);
    for (int i = 0; i < objects.count; i++)
        if (!regions_private(d->layout, d->alias, d->fn, objects.items[i], loop))
            return false;
    return objects.count > 0;
}

/* ---- choice ---- */

static Frame *frames_new(Derive *d, FrameKind kind, Frame *outer, Stmt *loop, Block *body)
{
    Frame *frame = ARENA_NEW(d->arena, Frame);

    frame->kind = kind;
    frame->outer = outer;
    frame->loop = loop;
    frame->body = body;
    frame->entry = map_new(d->arena);
    frame->last = map_new(d->arena);
    frame->renamed = map_new(d->arena);
    frame->slice = map_new(d->arena);
    frame->needed = map_new(d->arena);
    map_put(d->frames, loop ? (const void *)loop : (const void *)d->fn, frame);
    return frame;
}

static Block *frames_body(Stmt *loop)
{
    return loop->kind == STMT_FOR ? loop->u.loop_for.body : loop->u.loop.body;
}

static void frames_in_block(Derive *d, Frame *frame, Block *block);

/* Whether a loop of the frame's list may have its backward pass in it.  In iterations that run again it has to run again
 * itself: its header finds what it needs, as the backward pass needs that, too. */
static bool frames_keeps(const Derive *d, const Frame *frame, Stmt *loop)
{
    while (frame->outer && frame->kind != FRAME_RERUN)
        frame = frame->outer;
    if (frame->kind != FRAME_RERUN || map_get(frame->slice, loop))
        return true;
    if (loop->kind != STMT_FOR || map_get(d->counters, loop))
        return false;
    map_put(frame->slice, loop, loop);
    return true;
}

enum { MANY_BETWEEN = 64 };

int frames_tail(const Block *block)
{
    int end = block->stmts.count;

    while (end > 0 && block->stmts.items[end - 1]->kind != STMT_FOR && block->stmts.items[end - 1]->kind != STMT_LOOP)
        end--;
    return end;
}

/* Whether the loop can be fused although what comes later in the list runs forward after it, and the backward passes of
 * the first `count` in `later` then, too; the adjoints of what stands behind the last loop are known before. */
static bool frames_fuses_before(Derive *d, const Block *block, Stmt *loop, Facts *const *later, int count, Facts **facts)
{
    int end = frames_tail(block), last = layout_info(d->layout, block->stmts.items[block->stmts.count - 1])->end;

    if (!frames_fuses(d, loop, facts))
        return false;
    for (int i = 0; i < count; i++)
        if (!frames_independent(d, *facts, later[i]))
            return false;
    for (int i = end; i < block->stmts.count; i++)
        if (!frames_stmt_hoistable(d, block->stmts.items[i], layout_info(d->layout, loop)->pos, last))
            return false;
    return true;
}

/* Fuse loops of a frame's own list where that can be done: the last ones, and others that have nothing to do with what
 * stands between. */
static void frames_fuse_list(Derive *d, Frame *frame)
{
    Block *block = frame->body;
    VEC(Facts *) later = {0};
    int    between = 0;

    for (int i = frames_tail(block) - 1; i >= 0 && between < MANY_BETWEEN; i--) {
        Stmt  *s = block->stmts.items[i];
        Facts *facts = NULL;
        bool   loop = s->kind == STMT_FOR || s->kind == STMT_LOOP;

        if (!split_is_active(d, s))
            continue;
        if (loop && frames_fuses_before(d, block, s, later.items, later.count, &facts) && frames_keeps(d, frame, s)) {
            frames_new(d, FRAME_FUSED, frame, s, frames_body(s));
        } else {
            facts = facts ? facts : frames_facts(d, s);
            between++;
        }
        if (s->kind == STMT_DECL || !facts->fusable)
            break;
        VEC_PUSH(d->arena, &later, facts);
    }
}

int frames_group(Derive *d, const Frame *frame)
{
    for (int i = 0; i < frame->body->stmts.count; i++) {
        Frame *inner = map_get(d->frames, frame->body->stmts.items[i]);

        if (inner && inner->kind == FRAME_FUSED)
            return i;
    }
    return -1;
}

static void frames_in_loop(Derive *d, Frame *frame, Stmt *loop)
{
    Frame *own = map_get(d->frames, loop);
    Facts *facts;

    if (own == NULL && split_is_active(d, loop) && frames_commute(d, loop, &facts))
        map_put(d->commuting, loop, loop);
    if (own == NULL && split_is_active(d, loop)) {
        Frame *trial = frames_new(d, FRAME_RERUN, frame, loop, frames_body(loop));

        if (frames_reruns(d, loop, trial))
            own = trial;
        else
            map_put(d->frames, loop, NULL);
    }
    if (own) {
        frames_fuse_list(d, own);
        frames_in_block(d, own, own->body);
    } else {
        frames_in_block(d, frame, frames_body(loop));
    }
}

static void frames_in_block(Derive *d, Frame *frame, Block *block)
{
    for (int i = 0; i < block->stmts.count; i++) {
        Stmt *s = block->stmts.items[i];

        switch (s->kind) {
        case STMT_IF:
            frames_in_block(d, frame, s->u.branch.then);
            frames_in_block(d, frame, s->u.branch.other);
            break;
        case STMT_FOR:
        case STMT_LOOP:
            frames_in_loop(d, frame, s);
            break;
        default:
            break;
        }
    }
}

void frames_choose(Derive *d)
{
    Frame *root;

    d->frames = map_new(d->arena);
    d->commuting = map_new(d->arena);
    root = frames_new(d, FRAME_ROOT, NULL, NULL, d->fn->body);

    if (d->pair == NULL)                             /* whose seeds are not known while it runs forward */
        frames_fuse_list(d, root);
    frames_in_block(d, root, d->fn->body);
}
