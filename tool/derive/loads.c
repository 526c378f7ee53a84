#include "loads.h"

#include <stdint.h>

#include "analysis/regions.h"
#include "frames.h"
#include "frees.h"
#include "plan.h"
#include "rules/rule.h"
#include "rows.h"
#include "shadow.h"
#include "split.h"

enum { MOST_TRIES = 200 };    /* each looks through the function */

/* A register that has been given what was read. */
typedef struct Named {
    const Expr *value;
    const Expr *name;
    Stmt       *at;
    int         before;               /* one more than the index of the last one before it whose value has the same hash */
    int         latest;               /* the highest number of the statements of those and of its own */
} Named;

/* A loop around the statement, and the list that it will stand in. */
typedef struct Outside {
    Stmt  *loop;
    Block *out;
} Outside;

/* Reads of one statement that need names. */
typedef struct Loads {
    Derive *d;
    Stmt   *at;
    VEC(const Expr *) list;
    bool    changed;
    VEC(Named) named;                 /* in the blocks around the statement, before it */
    Arena *arena;                     /* of the table */
    Map   *newest;                    /* hash of a value -> one more than the index of the last one that has it */
    int     tries;                    /* how often it has been asked whether a read may go before a loop */
    VEC(Outside) outside;             /* the loops around the statement, outermost first */
    VEC(Block *) blocks, rewritten;   /* put in place at the end: until then the facts are those of the function */
} Loads;

static bool loads_is_read(const Expr *e)
{
    return (op_info[e->op].flags & OPF_PLACE) && type_is_scalar(e->type) &&
           !ir_is_register(e);
}

/* The reads in e; addresses and shadow places are no reads, but what leads to them is. */
static void loads_find(Loads *l, const Expr *e)
{
    bool read = loads_is_read(e);
    const Expr *step = e;

    if (e->op == OP_OPAQUE && e->u.opaque->vars.count && type_is_scalar(e->type))
        VEC_PUSH(l->d->arena, &l->list, e);       /* nobody knows what its value hangs on */
    if (op_info[e->op].flags & OPF_PLACE) {
        if (read && !shadow_is_place(e) && !frames_readable(l->d, e, l->at, false))
            VEC_PUSH(l->d->arena, &l->list, e);
        for (; step->count > 0 && (op_info[step->op].flags & OPF_PLACE); step = step->args[0]) {
            if (step->op == OP_INDEX)
                loads_find(l, step->args[1]);
            if (step->op == OP_DEREF || (step->op == OP_INDEX && type_is_pointer(step->args[0]->type))) {
                loads_find(l, step->args[0]);
                break;
            }
        }
        return;
    }
    if (e->op == OP_ADDR || e->op == OP_DECAY) {
        for (step = e->args[0]; step->count > 0; step = step->args[0])
            if (step->op == OP_INDEX)
                loads_find(l, step->args[1]);
        return;
    }
    for (int i = 0; i < e->count; i++)
        loads_find(l, e->args[i]);
}

static void loads_find_expr(void *data, const Expr *e, bool is_target)
{
    Loads *l = data;

    (void)is_target;
    loads_find(l, e);
}

static void loads_find_stmt(void *data, Stmt *s)
{
    ir_stmt_exprs(s, loads_find_expr, data);
}

/* Pointers that are read from memory on the way to active data: their shadows are needed, too. */
static void loads_find_pointers(Loads *l, const Expr *e, bool target)
{
    if (!target && loads_is_read(e) && type_is_pointer(e->type) && !shadow_is_place(e) &&
        !frames_readable(l->d, e, l->at, false))
        VEC_PUSH(l->d->arena, &l->list, e);
    for (int i = 0; i < e->count; i++)
        loads_find_pointers(l, e->args[i], false);
}

/* The adjoint statements may read the indices of e in copies. */
static bool loads_wanted(const Loads *l, const Expr *e)
{
    const Expr *kept = rows_value(l->d, l->at, e);

    for (int i = 0; i < l->list.count; i++)
        if (ir_same(l->list.items[i], e) || ir_same(l->list.items[i], kept))
            return true;
    return false;
}

/* ---- names that have been given ---- */

static const void *loads_key(const Expr *value)
{
    return (const void *)(uintptr_t)ir_hash(value);
}

static int loads_newest(const Loads *l, const Expr *value)
{
    return (int)(intptr_t)map_get(l->newest, loads_key(value)) - 1;
}

static void loads_set_newest(Loads *l, const Expr *value, int index)
{
    map_put(l->newest, loads_key(value), (void *)(intptr_t)(index + 1));
}

static void loads_note(Loads *l, const Expr *value, const Expr *name, Stmt *at)
{
    Named named = {value, name, at, loads_newest(l, value) + 1, layout_info(l->d->layout, at)->pos};

    if (named.before && l->named.items[named.before - 1].latest > named.latest)
        named.latest = l->named.items[named.before - 1].latest;
    loads_set_newest(l, value, l->named.count);
    VEC_PUSH(l->d->arena, &l->named, named);
}

/* Those of a block that ends. */
static void loads_forget(Loads *l, int left)
{
    while (l->named.count > left) {
        const Named *named = &l->named.items[--l->named.count];

        loads_set_newest(l, named->value, named->before - 1);
    }
}

/* A register that holds what e reads, because it has been given it since anything may have changed it; or NULL.  `with`
 * is e in terms of the names that its pieces have got. */
static const Expr *loads_known(const Loads *l, const Expr *e, const Expr *with)
{
    const Layout   *layout = l->d->layout;
    const StmtInfo *info = layout_info(layout, l->at);

    for (int i = loads_newest(l, with); i >= 0; i = l->named.items[i].before - 1) {
        const Named    *named = &l->named.items[i];
        const StmtInfo *then = layout_info(layout, named->at);

        if (!ir_same(named->value, with) || (then->loop != info->loop && !layout_inside(layout, l->at, named->at)))
            continue;
        if (layout_changes(layout, e, then->pos, info->pos - 1)) {
            if (named->latest <= then->pos)          /* so it has changed since any older one */
                return NULL;
        } else if (!layout_assigns(layout, named->name->u.var, then->pos + 1, info->pos - 1)) {
            return named->name;
        }
    }
    return NULL;
}

/* The outermost of the loops around the statement that do not change what e reads, where e may be read before it, too:
 * even if the loop does not run.  NULL: none. */
static const Outside *loads_outside(Loads *l, const Expr *e)
{
    Derive        *d = l->d;
    const Outside *best = NULL;

    if (!type_is_real(e->type))
        return NULL;
    for (int i = l->outside.count - 1; i >= 0; i--) {
        const StmtInfo *info = layout_info(d->layout, l->outside.items[i].loop);

        if (info->stmt->kind != STMT_FOR || layout_changes(d->layout, e, info->pos, info->end) ||
            l->tries++ >= MOST_TRIES || !regions_is_set(d->layout, d->alias, d->fn, e, info->stmt))
            break;
        best = &l->outside.items[i];
    }
    return best;
}

/* name = e; for a pointer, the shadow as well.  `whole`: no piece of e has got a name in the loop. */
static const Expr *loads_give_name(Loads *l, Block *out, const Expr *e, bool whole)
{
    const Outside *outside = whole ? loads_outside(l, e) : NULL;
    const Expr    *name = split_name(l->d, outside ? outside->out : out, e, NULL);

    if (outside) {
        loads_note(l, e, name, outside->loop);
        return name;
    }
    if (type_is_pointer(e->type)) {
        Stmt *s = ir_assign(l->d->p, e->loc, shadow_place(l->d, name), shadow_pointer(l->d, e));

        map_put(l->d->shadow_stmts, s, s);
        ir_push(l->d->p, out, s);
    }
    loads_note(l, e, name, l->at);
    return name;
}

/* e with names for the reads in the list; `target`: e itself is assigned, not read. */
static const Expr *loads_replace(Loads *l, Block *out, const Expr *e, bool target)
{
    const Expr **args = ARENA_ARRAY(l->d->arena, const Expr *, e->count + 1);
    const Expr  *with, *known;
    bool         place = (op_info[e->op].flags & OPF_PLACE) || e->op == OP_ADDR || e->op == OP_DECAY;

    for (int i = 0; i < e->count; i++) {
        bool inside = place && i == 0 && (op_info[e->args[0]->op].flags & OPF_PLACE) &&
                      (e->op != OP_DEREF && !(e->op == OP_INDEX && type_is_pointer(e->args[0]->type)));

        args[i] = loads_replace(l, out, e->args[i], inside);
    }
    with = e->count ? ir_with_args(l->d->p, e, args) : e;
    if (target || !loads_wanted(l, e))
        return with;
    for (int i = 0; i < out->stmts.count; i++)
        if (out->stmts.items[i]->kind == STMT_ASSIGN && ir_same(out->stmts.items[i]->u.assign.value, with))
            return out->stmts.items[i]->u.assign.place;
    known = loads_known(l, e, with);
    return known ? known : loads_give_name(l, out, with, ir_same(with, e));
}

/* Whether the reads stand where the language may not evaluate them. */
static bool loads_are_lazy(const Loads *l, const Expr *e, bool lazy)
{
    if (lazy && loads_wanted(l, e))
        return true;
    for (int i = 0; i < e->count; i++) {
        bool guarded = lazy || ((e->op == OP_SELECT || e->op == OP_LAND || e->op == OP_LOR) && i > 0);

        if (loads_are_lazy(l, e->args[i], guarded))
            return true;
    }
    return false;
}

/* e with names for the conditional pieces that read what has to be kept; the next round looks inside them. */
static const Expr *loads_lift(Loads *l, Block *out, const Expr *e)
{
    Program     *p = l->d->p;
    const Expr **args = ARENA_ARRAY(l->d->arena, const Expr *, e->count + 1);

    if ((e->op == OP_LAND || e->op == OP_LOR) && loads_are_lazy(l, e, false))
        return split_name(l->d, out, e, NULL);
    if (e->op == OP_SELECT && loads_are_lazy(l, e, false)) {
        const Expr *value = split_chosen(l->d, out, e);
        Block      *then = ir_block(p), *other = ir_block(p);

        ir_push(p, then, ir_assign(p, e->loc, value, e->args[1]));
        ir_push(p, other, ir_assign(p, e->loc, value, e->args[2]));
        ir_push(p, out, ir_if(p, e->loc, e->args[0], then, other));
        return value;
    }
    for (int i = 0; i < e->count; i++)
        args[i] = loads_lift(l, out, e->args[i]);
    return e->count ? ir_with_args(p, e, args) : e;
}

/* x = place, of a register of ours that lasts: a name given before. */
static bool loads_is_name(const Stmt *s)
{
    const Expr *place = s->u.assign.place;

    return place->op == OP_VAR && place->u.var->is_register && place->u.var->kind == VAR_TEMP &&
           !place->u.var->is_shadow && loads_is_read(s->u.assign.value);
}

static void loads_assign(Loads *l, Block *out, Stmt *s)
{
    Block *local = map_get(l->d->locals, s), *before;

    l->at = s;
    l->list.count = 0;
    if (local && local->stmts.count) {
        ir_visit_stmts(local, loads_find_stmt, l);
        loads_find_pointers(l, s->u.assign.place, true);
        loads_find_pointers(l, s->u.assign.value, false);
    }
    if (l->list.count == 0) {
        ir_push(l->d->p, out, s);
        if (loads_is_name(s))
            loads_note(l, s->u.assign.value, s->u.assign.place, s);
        return;
    }
    l->changed = true;
    if (s->u.assign.value->op == OP_SELECT && loads_are_lazy(l, s->u.assign.value, false)) {
        const Expr *e = s->u.assign.value;
        Block      *then = ir_block(l->d->p), *other = ir_block(l->d->p);

        ir_push(l->d->p, then, ir_assign(l->d->p, s->loc, s->u.assign.place, e->args[1]));
        ir_push(l->d->p, other, ir_assign(l->d->p, s->loc, s->u.assign.place, e->args[2]));
        ir_push(l->d->p, out, ir_if(l->d->p, s->loc, e->args[0], then, other));
        return;
    }
    if (loads_are_lazy(l, s->u.assign.value, false)) {
        s->u.assign.value = loads_lift(l, out, s->u.assign.value);
        ir_push(l->d->p, out, s);
        return;
    }
    before = ir_block(l->d->p);
    s->u.assign.place = loads_replace(l, before, s->u.assign.place, true);
    s->u.assign.value = loads_replace(l, before, s->u.assign.value, false);
    ir_append(l->d->p, out, before);
    ir_push(l->d->p, out, s);
}

/* A condition or bound that the backward pass needs: named as a whole where it cannot be had again. */
/* Whether it is 0 or 1, which takes a byte to keep. */
static bool loads_is_truth(const Expr *e)
{
    return op_info[e->op].flags & OPF_COMPARE;
}

static const Expr *loads_condition(Loads *l, Block *out, Stmt *s, const Expr *e, const char *name)
{
    l->at = s;
    l->list.count = 0;
    loads_find(l, e);
    if (l->list.count == 0 && split_is_cheap(e))
        return e;
    l->changed = true;
    if (type_is_pointer(e->type))                    /* if (p): whether it is null is all that matters */
        e = ir_binary(l->d->p, e->loc, OP_NE, e, ir_zero(l->d->p, e->loc, e->type));
    if (loads_is_truth(e))
        e = ir_cast(l->d->p, e->loc, type_bool(l->d->p), e, true);
    return split_name(l->d, out, e, name);
}

/* A pointer that is freed later than the user frees it must be had then. */
static void loads_free(Loads *l, Block *out, Stmt *s)
{
    const Expr **args = ARENA_ARRAY(l->d->arena, const Expr *, 1);
    Block       *before = ir_block(l->d->p);

    l->at = s;
    l->list.count = 0;
    loads_find_pointers(l, s->u.call.args[0], false);
    if (l->list.count == 0)
        return;
    l->changed = true;
    args[0] = loads_replace(l, before, s->u.call.args[0], false);
    ir_append(l->d->p, out, before);
    s->u.call.args = args;
}

static void loads_block(Loads *l, Block *block);

/* Blocks of a loop that stands in the list. */
static void loads_inside(Loads *l, Block *out, Stmt *loop, Block *block)
{
    Outside outside = {loop, out};

    VEC_PUSH(l->d->arena, &l->outside, outside);
    loads_block(l, block);
    l->outside.count--;
}

static void loads_stmt(Loads *l, Block *out, Stmt *s)
{
    bool active = split_is_active(l->d, s);

    switch (s->kind) {
    case STMT_ASSIGN:
        loads_assign(l, out, s);
        return;
    case STMT_CALL:
        if (frees_time(l->d, s) == FREE_AT_END)
            loads_free(l, out, s);
        break;
    case STMT_IF:
        if ((active && map_get(l->d->leavers, s) == NULL && !frames_branches(l->d, s)) || frees_has_condition(l->d, s))
            s->u.branch.cond = loads_condition(l, out, s, s->u.branch.cond, "taken");
        loads_block(l, s->u.branch.then);
        loads_block(l, s->u.branch.other);
        break;
    case STMT_FOR:
        if (active) {
            s->u.loop_for.from = loads_condition(l, out, s, s->u.loop_for.from, "first");
            s->u.loop_for.to = loads_condition(l, out, s, s->u.loop_for.to, "bound");
        }
        loads_inside(l, out, s, s->u.loop_for.body);
        break;
    case STMT_LOOP:
        loads_inside(l, out, s, s->u.loop.head);
        loads_inside(l, out, s, s->u.loop.body);
        loads_inside(l, out, s, s->u.loop.step);
        break;
    default:
        break;
    }
    ir_push(l->d->p, out, s);
}

static void loads_block(Loads *l, Block *block)
{
    Block *out = ir_block_for(l->d->p, block);
    int    named = l->named.count;

    for (int i = 0; i < block->stmts.count; i++)
        loads_stmt(l, out, block->stmts.items[i]);
    loads_forget(l, named);
    VEC_PUSH(l->d->arena, &l->blocks, block);
    VEC_PUSH(l->d->arena, &l->rewritten, out);
}

bool loads_name(Derive *d)
{
    Loads l = {.d = d, .arena = arena_new()};

    l.newest = map_new(l.arena);
    loads_block(&l, d->fn->body);
    for (int i = 0; i < l.blocks.count; i++)
        *l.blocks.items[i] = *l.rewritten.items[i];
    arena_free(l.arena);
    return l.changed;
}
