#include "frames_parts.h"

#include "analysis/regions.h"
#include "later.h"
#include "pair.h"
#include "rows.h"
#include "shadow.h"

/*
 * Whether memory still holds what it held: between the moment of a read and its backward moment, no store may hit the
 * place.  Which stores run in between depends on the frame: of a fused loop only those that follow in the iteration; of
 * the function all that follow, and all in the loops around the read, since later iterations run before the backward
 * pass begins.
 */

enum { MANY_STORES = 200 };

/* Copies of arrays may have come into it since it was laid out. */
const Block *frames_branch(Derive *d, const Stmt *branch, const Stmt *s)
{
    const Block *other = branch->u.branch.other;
    int          first = 0;

    while (first < other->stmts.count && !layout_has(d->layout, other->stmts.items[first]))
        first++;
    return first == other->stmts.count || layout_info(d->layout, s)->pos < layout_info(d->layout, other->stmts.items[first])->pos
               ? branch->u.branch.then : other;
}

Frame *frames_of(Derive *d, const Stmt *s)
{
    const Stmt *up = layout_info(d->layout, s)->parent;

    for (; up; s = up, up = layout_info(d->layout, s)->parent) {
        Frame *frame = map_get(d->frames, frames_branches(d, up) ? (const void *)frames_branch(d, up, s) : (const void *)up);

        if (frame)
            return frame;
    }
    return map_get(d->frames, d->fn);
}

int frames_last(Derive *d, const Frame *frame)
{
    const Block *body = frame->body;

    if (frame->kind == FRAME_BRANCH)
        return layout_info(d->layout, body->stmts.count ? body->stmts.items[body->stmts.count - 1] : frame->loop)->end;
    return frame->loop ? layout_info(d->layout, frame->loop)->end : layout_count(d->layout) - 1;
}

bool frames_is_again(const Frame *frame)
{
    return frame->kind == FRAME_RERUN || frame->kind == FRAME_CHECKPOINT;
}

const Frame *frames_again(const Frame *frame)
{
    while (frame && !frames_is_again(frame))
        frame = frame->outer;
    return frame;
}

bool frames_in_again(const Frame *frame)
{
    return frames_again(frame) != NULL;
}

bool frames_reads_copies(const Frame *frame)
{
    const Frame *again = frames_again(frame);

    return again && again->kind == FRAME_RERUN;
}

Map *frames_run(const Frame *again)
{
    return again->kind == FRAME_RERUN ? again->slice : again->runs;
}

bool frames_runs(const Frame *frame, const Stmt *s)
{
    const Frame *again = frames_again(frame);

    return again == NULL || map_get(frames_run(again), s);
}

/* Whether what the frame reads is put back before it runs again, or what is around it. */
static bool frames_is_put_back(const Frame *frame)
{
    while (frame && frame->kind != FRAME_CHECKPOINT)
        frame = frame->outer;
    return frame != NULL;
}

/* The frame within which overwriting matters: a rerun frame refills what is private to it; all else it shares with the
 * frame around it. */
static const Frame *frames_bound(Derive *d, const Frame *frame, const IntSet *objects)
{
    while (frame->kind == FRAME_RERUN) {
        for (int i = 0; i < objects->count; i++)
            if (!frames_is_own(d, objects->items[i], frame->loop))
                goto shared;
        return frame;
    shared:
        frame = frame->outer;
    }
    return frame;
}

int frames_loops(Derive *d, const Stmt *s, const Frame *frame, Stmt **loops, int room)
{
    const Stmt *bound = frame->kind == FRAME_BRANCH ? layout_info(d->layout, frame->loop)->loop : frame->loop;
    int         count = 0;

    for (Stmt *loop = layout_info(d->layout, s)->loop; loop && loop != bound;
         loop = layout_info(d->layout, loop)->loop)
        if (count++ < room)
            loops[count - 1] = loop;
    for (int i = 0; i < count / 2 && count <= room; i++) {
        Stmt *swap = loops[i];

        loops[i] = loops[count - 1 - i];
        loops[count - 1 - i] = swap;
    }
    return count;
}

static bool frames_store_between(Derive *d, const Store *store, const Expr *place, const Stmt *s, bool after,
                                 Stmt *const *loops, int count)
{
    int  pos = layout_info(d->layout, s)->pos;
    bool later = after ? store->pos > pos : store->pos >= pos;
    int  common = 0;

    while (common < count && layout_inside(d->layout, store->stmt, loops[common]))
        common++;
    if (common == 0 && !later)
        return false;
    if (common && store->place && ir_same(store->place, place) && store->stmt->kind != STMT_DECL &&
        regions_apart(d->layout, loops, common, place))
        return later;
    return !later_misses(d, store, place, s, after, loops, common);
}

/* A variable-length array cannot be declared anywhere else than the user did: its size may mean nothing there. */
static bool frames_leaves_scope(Derive *d, const IntSet *objects, const Frame *frame)
{
    for (int i = 0; i < objects->count; i++) {
        const Object *object = alias_object(d->alias, objects->items[i]);
        const Stmt   *decl = object->kind == OBJECT_VAR ? map_get(d->decls, object->var) : NULL;

        while (decl && frame->kind == FRAME_CHECKPOINT && !layout_inside(d->layout, decl, frame->loop))
            frame = frame->outer;
        if (decl && type_is_vla(object->var->type) && layout_info(d->layout, decl)->parent != frame->loop)
            return true;
    }
    return false;
}

/* The end of the outermost loop in the frame around the statement. */
static int frames_end(Derive *d, const Frame *frame, const Stmt *s)
{
    const Stmt *outer = s;

    for (const Stmt *loop = layout_info(d->layout, s)->loop; loop && loop != frame->loop; loop = layout_info(d->layout, loop)->loop)
        outer = loop;
    return layout_info(d->layout, outer)->end;
}

/* Whether the store does not run where the step runs backward, or surely goes elsewhere than the read in s. */
static bool frames_is_idle(Derive *d, const Frame *frame, const Store *store, const Expr *place, const Stmt *s)
{
    const StmtInfo *info = layout_info(d->layout, frame->loop);
    int             mine = frames_end(d, frame, s), its = frames_end(d, frame, store->stmt);

    return !frames_runs(frame, store->stmt) ||
           (store->place && apart_places(d->apart, store->place, place, info->pos + 1, mine > its ? mine : its));
}

bool frames_readable(Derive *d, const Expr *place, const Stmt *s, bool after)
{
    enum { ROOM = 16 };
    Stmt        *loops[ROOM];
    IntSet       objects = {0};
    const Frame *frame;
    int          depth, first, last, hits = 0;
    StoreHits    all;
    bool         shadow = shadow_is_place(place);

    if (rows_is_copy(d, place))
        return true;
    alias_of_place(d->alias, place, &objects);
    for (int i = 0; d->pair && i < objects.count && !frames_is_put_back(frames_of(d, s)); i++)
        if (!pair_object_stays(d, alias_object(d->alias, objects.items[i])))
            return false;
    frame = frames_bound(d, frames_of(d, s), &objects);
    depth = frames_loops(d, s, frame, loops, ROOM);
    if (depth > ROOM || frames_leaves_scope(d, &objects, frame))
        return false;
    first = layout_info(d->layout, depth ? loops[0] : s)->pos;
    last = frames_last(d, frame);
    layout_hits(d->layout, place, &objects, first, last, &all);
    for (const Store *store = layout_next_hit(&all); store; store = layout_next_hit(&all)) {
        if (frame->kind == FRAME_CHECKPOINT && frames_is_idle(d, frame, store, place, s))
            continue;
        if (!shadow && map_get(d->shadow_stmts, store->stmt))
            continue;
        if (++hits > MANY_STORES || frames_store_between(d, store, place, s, after, loops, depth))
            return false;
    }
    return true;
}

static bool frames_place_readable(Derive *d, const Expr *place, const Stmt *s, bool after);

bool frames_all_readable(Derive *d, const Expr *e, const Stmt *s, bool after)
{
    if (op_info[e->op].flags & OPF_PLACE)
        return frames_place_readable(d, e, s, after) &&
               ((e->op == OP_VAR && e->u.var->is_register) || e->type->canon->kind == TYPE_ARRAY ||
                frames_readable(d, e, s, after));
    if (e->op == OP_ADDR || e->op == OP_DECAY)
        return frames_place_readable(d, e->args[0], s, after);
    for (int i = 0; i < e->count; i++)
        if (!frames_all_readable(d, e->args[i], s, after))
            return false;
    return true;
}

/* What is read to find the place. */
static bool frames_place_readable(Derive *d, const Expr *place, const Stmt *s, bool after)
{
    switch (place->op) {
    case OP_INDEX:
        return frames_all_readable(d, place->args[1], s, after) &&
               (type_is_pointer(place->args[0]->type) ? frames_all_readable(d, place->args[0], s, after)
                                                      : frames_place_readable(d, place->args[0], s, after));
    case OP_FIELD:
        return frames_place_readable(d, place->args[0], s, after);
    case OP_DEREF:
        return frames_all_readable(d, place->args[0], s, after);
    default:
        return true;
    }
}
