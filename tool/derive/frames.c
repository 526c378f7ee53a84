#include "frames_parts.h"

#include "analysis/regions.h"
#include "columns.h"
#include "filled.h"
#include "prompt.h"
#include "split.h"
#include "tail.h"

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

bool frames_is_own(Derive *d, int object, const Stmt *loop)
{
    static const char yes, no;
    Map              *known = map_get(d->own, loop);
    const Object     *key = alias_object(d->alias, object);

    if (known == NULL) {
        known = map_new(d->facts);
        map_put(d->own, loop, known);
    }
    if (map_get(known, key) == NULL) {
        bool own = regions_private(d->layout, d->alias, d->fn, object, loop) || filled_each_time(d, object, loop);

        map_put(known, key, (void *)(own ? &yes : &no));
    }
    return map_get(known, key) == &yes;
}

bool frames_is_private(Derive *d, const Expr *place, const Stmt *loop)
{
    IntSet objects = {0};

    alias_of_place(d->alias, place, &objects);
    for (int i = 0; i < objects.count; i++)
        if (!frames_is_own(d, objects.items[i], loop))
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
    map_put(d->frames, kind == FRAME_BRANCH ? (const void *)body : loop ? (const void *)loop : (const void *)d->fn, frame);
    return frame;
}

static Block *frames_body(Stmt *loop)
{
    return loop->kind == STMT_FOR ? loop->u.loop_for.body : loop->u.loop.body;
}

static void frames_in_block(Derive *d, Frame *frame, Block *block);
static void frames_fuse_list(Derive *d, Frame *frame);
static int  frames_behind(Derive *d, const Block *block);

typedef VEC(Facts *) Later;          /* what is known of what comes later in a list */

/* Whether a loop of the frame's list may have its backward pass in it.  In iterations that run again it has to run again
 * itself: its header finds what it needs, as the backward pass needs that, too. */
static bool frames_keeps(const Derive *d, const Frame *frame, Stmt *loop)
{
    if (frames_runs(frame, loop))
        return true;
    if (loop->kind != STMT_FOR || map_get(d->counters, loop))
        return false;
    map_put(frames_run(frames_again(frame)), loop, loop);
    return true;
}

enum { MANY_BETWEEN = 64 };

static bool frames_is_loop(const Stmt *s)
{
    return s->kind == STMT_FOR || s->kind == STMT_LOOP;
}

/* Whether loops with a backward pass, or prompt calls, stand in its branches. */
static bool frames_has_loop(Derive *d, const Stmt *s)
{
    const StmtInfo *info = layout_info(d->layout, s);

    if (s->kind != STMT_IF || !split_is_active(d, s))
        return false;
    for (int pos = info->pos + 1; pos <= info->end; pos++) {
        Stmt *inner = layout_stmt(d->layout, pos);

        if (prompt_of(d, inner) || (frames_is_loop(inner) && split_is_active(d, inner)))
            return true;
    }
    return false;
}

int frames_tail(Derive *d, const Block *block)
{
    return prompt_in(d, block) ? block->stmts.count : frames_behind(d, block);
}

/* The same where no prompt calls are. */
static int frames_behind(Derive *d, const Block *block)
{
    int end = block->stmts.count;

    while (end > 0 && !frames_is_loop(block->stmts.items[end - 1]) && !frames_has_loop(d, block->stmts.items[end - 1]) &&
           !frames_branches(d, block->stmts.items[end - 1]))
        end--;
    return end;
}

/* Whether all of the list's tail can run backward before the loop or branch runs. */
static bool frames_tail_hoistable(Derive *d, const Group *group, const Stmt *s)
{
    const Block *list = group->list;
    int          first = layout_info(d->layout, s)->pos;
    int          last = layout_info(d->layout, list->stmts.items[list->stmts.count - 1])->end;

    for (int i = group->tail; i < list->stmts.count; i++)
        if (!frames_stmt_hoistable(d, list->stmts.items[i], first, last))
            return false;
    return true;
}

/* Whether what stands between the numbers changes a length of the array. */
static bool frames_changes_length(Derive *d, const Type *type, int first, int last)
{
    for (; type_is_vla(type); type = type->u.array.elem)
        if (type->u.array.length && layout_changes(d->layout, type->u.array.length, first, last))
            return true;
    return false;
}

/* Whether a variable-length array that has adjoints is declared in the list behind the statement, with a length that is
 * not known before it, when the adjoints are cleared. */
static bool frames_declares_behind(Derive *d, const Block *list, const Stmt *s)
{
    int first = layout_info(d->layout, s)->pos;

    for (int i = list->stmts.count - 1; i >= 0 && list->stmts.items[i] != s; i--) {
        const Stmt *at = list->stmts.items[i];
        const Var  *var = at->kind == STMT_DECL ? at->u.decl.var : NULL;

        if (var && map_get(d->shadows, var) && frames_changes_length(d, var->type, first, layout_info(d->layout, at)->pos))
            return true;
    }
    return false;
}

/* Whether the loop or branch can run backward although what comes later in the list runs forward after it, and the
 * backward passes of `later` then, too; the adjoints of what stands behind the last loop are known before, or those of
 * them that matter, if the tail is `split`. */
static bool frames_goes_before(Derive *d, const Group *group, Stmt *s, Facts *facts, const Later *later, Split **split)
{
    Group with = {.list = group->list, .first = s, .tail = group->tail};

    *split = NULL;
    if (frames_declares_behind(d, group->list, s))
        return false;
    for (int i = 0; i < later->count; i++)
        if (!frames_independent(d, facts, later->items[i]))
            return false;
    if (frames_tail_hoistable(d, group, s))
        return true;
    if (columns_first(d, s) && frames_needs_nothing(d, s))
        return false;                                /* its backward pass is better off alone */
    for (int i = 0; i < group->members.count; i++)
        VEC_PUSH(d->arena, &with.members, group->members.items[i]);
    VEC_PUSH(d->arena, &with.members, facts);
    *split = tail_split(d, &with);
    return *split != NULL;
}

/* The loop or branch is one of the group, or will be: what keeps it out is to move (advance.h), and then all is chosen again,
 * so that this is only for what else has to move. */
static void frames_note_member(Derive *d, Group *group, Stmt *s, Facts *facts)
{
    group->first = s;
    VEC_PUSH(d->arena, &group->members, facts);
}

/* It is one of the group, whose tail runs so. */
static void frames_join(Derive *d, Group *group, Stmt *s, Facts *facts, Split *split)
{
    frames_note_member(d, group, s, facts);
    group->split = split;
    map_put(d->tails, group->list, split);
}

/* Whether the statement, or what is in it, leaves a loop around `outer`. */
static bool frames_leaves(Derive *d, const Stmt *outer)
{
    const StmtInfo *info = layout_info(d->layout, outer);

    for (int pos = info->pos; pos <= info->end; pos++) {
        const Stmt *s = layout_stmt(d->layout, pos);

        if ((s->kind == STMT_BREAK || s->kind == STMT_CONTINUE) && layout_info(d->layout, s)->loop == info->loop)
            return true;
        if (s->kind == STMT_RETURN || map_get(d->leavers, s))
            return true;
    }
    return false;
}

/* Make frames of the branches of an IF where that fuses a loop in them. */
static bool frames_fuse_branches(Derive *d, Frame *outer, Group *group, Stmt *s, const Later *later, Facts **facts)
{
    Block *branches[3];
    bool   fuses = false;
    Split *split;

    if (!frames_has_loop(d, s) || frames_in_again(outer) || frames_leaves(d, s))
        return false;
    ir_stmt_blocks(s, branches);
    *facts = frames_facts(d, s);
    if (!frames_goes_before(d, group, s, *facts, later, &split))
        return false;
    for (int i = 0; i < 2; i++) {
        Frame *frame = frames_new(d, FRAME_BRANCH, outer, s, branches[i]);

        frames_fuse_list(d, frame);
        fuses |= frames_group(d, frame) >= 0;
    }
    for (int i = 0; i < 2 && !fuses; i++)
        map_put(d->frames, branches[i], NULL);
    if (fuses)
        frames_join(d, group, s, *facts, split);
    return fuses;
}

/* In an iteration that runs forward and at once backward, a branch with which it ends does so, too. */
static void frames_end_with_branch(Derive *d, Frame *frame)
{
    const Frame *around = frame;
    Block       *block = frame->body;
    int          i = block->stmts.count - 1;
    Stmt        *s;

    while (around->kind == FRAME_BRANCH)
        around = around->outer;
    while (i >= 0 && !split_is_active(d, block->stmts.items[i]))
        i--;
    s = i >= 0 ? block->stmts.items[i] : NULL;
    if (around->kind != FRAME_FUSED || frames_in_again(around) || s == NULL || s->kind != STMT_IF || frames_leaves(d, s))
        return;
    for (int side = 0; side < 2; side++)
        frames_fuse_list(d, frames_new(d, FRAME_BRANCH, frame, s, side ? s->u.branch.other : s->u.branch.then));
}

/* Fuse loops of a frame's own list where that can be done: the last ones, and others that have nothing to do with what
 * stands between. */
static void frames_fuse_list(Derive *d, Frame *frame)
{
    Group group = {.list = frame->body, .tail = frames_behind(d, frame->body)};
    Later later = {0};
    int   between = 0;

    for (int i = group.tail - 1; i >= 0 && between < MANY_BETWEEN; i--) {
        Stmt  *s = group.list->stmts.items[i];
        Facts *facts = NULL;
        Split *split;
        int    asked = d->advances.count;

        if (!split_is_active(d, s))
            continue;
        if (frames_is_loop(s) && frames_fuses(d, s, &facts) && frames_goes_before(d, &group, s, facts, &later, &split) &&
            frames_keeps(d, frame, s)) {
            frames_new(d, FRAME_FUSED, frame, s, frames_body(s));
            frames_join(d, &group, s, facts, split);
        } else if (d->advances.count > asked) {
            frames_note_member(d, &group, s, facts);
        } else if (!frames_fuse_branches(d, frame, &group, s, &later, &facts)) {
            facts = facts ? facts : frames_facts(d, s);
            between++;
        }
        if (s->kind == STMT_DECL || !facts->fusable)
            break;
        VEC_PUSH(d->arena, &later, facts);
    }
    if (group.split)
        tail_settle(d, group.split);
    if (frames_group(d, frame) < 0)
        frames_end_with_branch(d, frame);
}

int frames_group(Derive *d, const Frame *frame)
{
    for (int i = 0; i < frame->body->stmts.count; i++)
        if (frames_starts_group(d, frame->body->stmts.items[i]))
            return i;
    return -1;
}

bool frames_starts_group(const Derive *d, const Stmt *s)
{
    const Frame *inner = map_get(d->frames, s);

    return (inner && inner->kind == FRAME_FUSED) || frames_branches(d, s) || prompt_of(d, s);
}

bool frames_branches(const Derive *d, const Stmt *s)
{
    return s->kind == STMT_IF && map_get(d->frames, s->u.branch.then) != NULL;
}

static void frames_see_checkpoint(void *data, Stmt *s)
{
    *(bool *)data |= s->checkpoint != NULL;
}

/* Whether a pragma stands before a loop in the loop, however far inside. */
static bool frames_has_checkpoint(const Stmt *loop)
{
    bool found = false;

    frames_visit_loop(loop, frames_see_checkpoint, &found);
    return found;
}

/* The loop as its pragma says. */
static Frame *frames_by_schedule(Derive *d, Frame *frame, Stmt *loop)
{
    Frame *own = frames_new(d, FRAME_CHECKPOINT, frame, loop, frames_body(loop));

    frames_slice(d, own);
    return own;
}

/* Where a pragma changes nothing. */
static void frames_note_unused(Derive *d, const Stmt *loop)
{
    const Loc *at = &loop->checkpoint->loc;

    diag_warning(d->diag, at->file ? *at : loop->loc, "adgen-checkpoint",
                 "the backward pass needs nothing that this loop overwrites: the pragma changes nothing");
}

static void frames_in_loop(Derive *d, Frame *frame, Stmt *loop)
{
    Frame *own = map_get(d->frames, loop);
    Facts *facts;

    if (own == NULL && split_is_active(d, loop) && frames_commute(d, loop, &facts))
        map_put(d->commuting, loop, loop);
    if (own == NULL && split_is_active(d, loop) && !frames_has_checkpoint(loop)) {
        Frame *trial = frames_new(d, FRAME_RERUN, frame, loop, frames_body(loop));

        if (frames_reruns(d, loop, trial))
            own = trial;
        else
            map_put(d->frames, loop, NULL);
    }
    if (own == NULL && loop->checkpoint && split_is_active(d, loop) && !frames_needs_nothing(d, loop))
        own = frames_by_schedule(d, frame, loop);
    else if (loop->checkpoint)
        frames_note_unused(d, loop);
    if (own) {
        frames_fuse_list(d, own);
        frames_in_block(d, own, own->body);
        if (own->kind == FRAME_CHECKPOINT)
            frames_prune(d, own);
    } else {
        frames_in_block(d, frame, frames_body(loop));
    }
}

static void frames_in_branch(Derive *d, Frame *frame, Block *branch)
{
    Frame *own = map_get(d->frames, branch);

    frames_in_block(d, own ? own : frame, branch);
}

static void frames_in_block(Derive *d, Frame *frame, Block *block)
{
    for (int i = 0; i < block->stmts.count; i++) {
        Stmt *s = block->stmts.items[i];

        switch (s->kind) {
        case STMT_IF:
            frames_in_branch(d, frame, s->u.branch.then);
            frames_in_branch(d, frame, s->u.branch.other);
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
    d->tails = map_new(d->arena);
    d->wishes.count = 0;
    root = frames_new(d, FRAME_ROOT, NULL, NULL, d->fn->body);

    if (d->pair == NULL)                             /* whose seeds are not known while it runs forward */
        frames_fuse_list(d, root);
    frames_in_block(d, root, d->fn->body);
}
