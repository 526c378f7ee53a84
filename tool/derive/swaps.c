#include "swaps.h"

#include "frames.h"
#include "frees.h"
#include "registers.h"
#include "shadow.h"
#include "split.h"

enum { MOST_SWAPPED = 6 };

/* What an iteration of a loop does to the pointers of one group. */
typedef struct Swap {
    const Stmt *loop;
    int         count;
    Var        *vars[MOST_SWAPPED];
    Var        *from[MOST_SWAPPED];   /* at the end of the iteration vars[i] is what from[i] was at its beginning */
} Swap;

typedef struct Swaps {
    VEC(Swap *) list;
    Map *held;                        /* Var -> its Swap */
    Map *steps;                       /* ASSIGN -> itself */
    VEC(Var *) pointers;              /* that loops assign */
} Swaps;

static bool swaps_is_pointer(const Var *var)
{
    return var->is_shadow && var->is_register && type_is_pointer(var->type) && var->kind != VAR_PARAM && var->kind != VAR_GLOBAL;
}

/* Whether the iterations are all alike: each runs the whole of the body's list. */
static bool swaps_runs_through(Derive *d, const Stmt *loop)
{
    const StmtInfo *info = layout_info(d->layout, loop);

    if (loop->kind == STMT_LOOP && (loop->u.loop.at_end || loop->u.loop.head->stmts.count))
        return false;
    for (int pos = info->pos + 1; pos <= info->end; pos++) {
        const Stmt *s = layout_stmt(d->layout, pos);

        if ((s->kind == STMT_BREAK || s->kind == STMT_CONTINUE) && layout_info(d->layout, s)->loop == loop)
            return false;
        if (s->kind == STMT_RETURN)
            return false;
    }
    return true;
}

/* What `var` is, at the end of the body, of what the pointers were at its beginning; NULL: something else, or it is assigned
 * elsewhere than in the body's own list. */
static Var *swaps_at_end(Derive *d, const Stmt *loop, Var *var)
{
    const Block *body = loop->kind == STMT_FOR ? loop->u.loop_for.body : loop->u.loop.body;
    Var         *is = var;

    for (int i = body->stmts.count - 1; i >= 0; i--) {
        const Stmt     *s = body->stmts.items[i];
        const StmtInfo *info = layout_info(d->layout, s);

        if (!layout_assigns(d->layout, is, info->pos, info->end))
            continue;
        if (s->kind == STMT_DECL && s->u.decl.init == NULL)
            return NULL;
        if (s->kind != STMT_ASSIGN || s->u.assign.value->op != OP_VAR || !map_get(d->shadow_stmts, s))
            return NULL;
        is = s->u.assign.value->u.var;
        if (!swaps_is_pointer(is))
            return NULL;
    }
    return is;
}

/* The pointers that the loop hands round, from `start` on; false where it does more. */
static bool swaps_cycle(Derive *d, const Stmt *loop, Var *start, Swap *swap)
{
    Var *var = start;

    do {
        Var *from = swaps_at_end(d, loop, var);

        if (from == NULL || swap->count == MOST_SWAPPED)
            return false;
        for (int i = 0; i < swap->count; i++)
            if (swap->vars[i] == var)
                return false;
        swap->vars[swap->count] = var;
        swap->from[swap->count++] = from;
        var = from;
    } while (var != start);
    return swap->count > 1;
}

static bool swaps_in(const Swap *swap, const Var *var)
{
    for (int i = 0; i < swap->count; i++)
        if (swap->vars[i] == var)
            return true;
    return false;
}

static Var *swaps_root(const Expr *pointer)
{
    pointer = ir_uncast(pointer);
    return pointer->op == OP_VAR ? pointer->u.var : NULL;
}

/* Whether what frees the blocks frees all of them, wherever each pointer leads then. */
static bool swaps_are_freed_alike(Derive *d, const Swap *swap, const Frame *frame)
{
    int freed = 0;

    for (int pos = 0; pos < layout_count(d->layout); pos++) {
        const Stmt *s = layout_stmt(d->layout, pos);
        Var        *var;

        if (frees_time(d, s) == FREE_NO || !frees_has_shadow(d, s))
            continue;
        var = swaps_root(shadow_pointer(d, s->u.call.args[0]));
        if (var && !swaps_in(swap, var))
            continue;
        if (var == NULL || frees_time(d, s) != FREE_AT_END || layout_info(d->layout, s)->parent != frame->loop)
            return false;
        freed++;
    }
    return freed == 0 || freed == swap->count;
}

/* Whether the statement gives the pointer a place to lead to: nothing is behind NULL. */
static bool swaps_leads_somewhere(const Stmt *s)
{
    return !(s->kind == STMT_ASSIGN && ir_is_null(s->u.assign.value)) && !(s->kind == STMT_DECL && ir_is_null(s->u.decl.init));
}

/* Whether the pointers get values elsewhere only before the loop, in the frame's own list, and one each: they are swapped back to
 * that, and what was done with another one's before it needs that one. */
static bool swaps_begin_before(Derive *d, const Swap *swap, const Frame *frame)
{
    const StmtInfo *loop = layout_info(d->layout, swap->loop);
    VEC(const Var *) begun = {0};

    for (int pos = 0; pos < layout_count(d->layout); pos++) {
        const Stmt     *s = layout_stmt(d->layout, pos);
        const StmtInfo *info = layout_info(d->layout, s);
        const Var      *var = registers_written(s);

        if (s->kind == STMT_OPAQUE)
            for (int i = 0; i < s->u.opaque->writes.count; i++)
                if (swaps_in(swap, s->u.opaque->writes.items[i]))
                    return false;
        if (var == NULL || !swaps_in(swap, var) || layout_inside(d->layout, s, swap->loop))
            continue;
        if (pos > loop->pos || info->parent != frame->loop)
            return false;
        for (int i = 0; i < begun.count; i++)
            if (begun.items[i] == var)
                return false;
        if (swaps_leads_somewhere(s))
            VEC_PUSH(d->arena, &begun, var);
    }
    return true;
}

/* Whether the statement is the only one that sets its register, to one of the pointers: where another value is asked for,
 * it is had from what that one was at the beginning of the body. */
static bool swaps_is_name(Derive *d, const Swap *swap, const Stmt *s)
{
    const Var *var = registers_written(s);
    int        pos = layout_info(d->layout, s)->pos;

    return var && swaps_is_pointer(var) && map_get(d->shadow_stmts, s) && s->u.assign.value->op == OP_VAR &&
           swaps_in(swap, s->u.assign.value->u.var) && !layout_assigns(d->layout, var, 0, pos - 1) &&
           !layout_assigns(d->layout, var, pos + 1, layout_count(d->layout) - 1);
}

/* Whether other pointers of the loop get what these are, under conditions or more than once: where steps run again, after
 * they have been swapped back, they would get another one's. */
static bool swaps_are_handed_on(Derive *d, const Swap *swap)
{
    const StmtInfo *loop = layout_info(d->layout, swap->loop);

    for (int pos = loop->pos + 1; pos <= loop->end; pos++) {
        const Stmt *s = layout_stmt(d->layout, pos);
        const Var  *var = registers_written(s);

        if (s->kind != STMT_ASSIGN || !var || !swaps_is_pointer(var) || swaps_in(swap, var) || swaps_is_name(d, swap, s))
            continue;
        for (int i = 0; i < swap->count; i++)
            if (ir_mentions(s->u.assign.value, swap->vars[i]))
                return true;
    }
    return false;
}

/* The iterations of the loops around cannot run backward in any order, whatever else they do: each swaps back. */
static void swaps_keep_order(Derive *d, const Stmt *loop)
{
    for (; loop; loop = layout_info(d->layout, loop)->loop)
        map_put(d->commuting, loop, NULL);
}

static void swaps_add(Derive *d, Swap *swap)
{
    const Block *body = swap->loop->kind == STMT_FOR ? swap->loop->u.loop_for.body : swap->loop->u.loop.body;

    VEC_PUSH(d->arena, &d->swaps->list, swap);
    swaps_keep_order(d, swap->loop);
    for (int i = 0; i < swap->count; i++)
        map_put(d->swaps->held, swap->vars[i], swap);
    for (int i = 0; i < body->stmts.count; i++) {
        Stmt *s = body->stmts.items[i];

        if (s->kind == STMT_ASSIGN && (swaps_in(swap, registers_written(s)) || swaps_is_name(d, swap, s)))
            map_put(d->swaps->steps, s, s);
    }
}

static void swaps_find_in(Derive *d, const Stmt *loop)
{
    const StmtInfo *info = layout_info(d->layout, loop);
    Frame          *frame = frames_of(d, loop), *own = map_get(d->frames, loop);

    if ((own && own->kind != FRAME_CHECKPOINT) || frames_in_again(frame) || !swaps_runs_through(d, loop) || !split_is_active(d, loop))
        return;                                      /* a loop without a backward pass cannot swap anything back */
    for (int i = 0; i < d->swaps->pointers.count; i++) {
        Var  *var = d->swaps->pointers.items[i];
        Swap *swap;

        if (map_get(d->swaps->held, var) || !layout_assigns(d->layout, var, info->pos + 1, info->end))
            continue;
        swap = ARENA_NEW(d->arena, Swap);
        swap->loop = loop;
        if (swaps_cycle(d, loop, var, swap) && swaps_begin_before(d, swap, frame) && swaps_are_freed_alike(d, swap, frame) &&
            !(own && swaps_are_handed_on(d, swap)))
            swaps_add(d, swap);
    }
}

static bool swaps_in_loop(Derive *d, const Var *var)
{
    const int *numbers = NULL;
    int        count = layout_assignments(d->layout, var, &numbers);

    for (int i = 0; i < count; i++)
        if (layout_info(d->layout, layout_stmt(d->layout, numbers[i]))->loop)
            return true;
    return false;
}

void swaps_find(Derive *d)
{
    d->swaps = ARENA_NEW(d->arena, Swaps);
    d->swaps->held = map_new(d->arena);
    d->swaps->steps = map_new(d->arena);
    if (d->pair)                                     /* its halves do not share registers */
        return;
    for (int i = 0; i < d->fn->vars.count; i++)
        if (swaps_is_pointer(d->fn->vars.items[i]) && swaps_in_loop(d, d->fn->vars.items[i]))
            VEC_PUSH(d->arena, &d->swaps->pointers, d->fn->vars.items[i]);
    for (int pos = 0; pos < layout_count(d->layout); pos++) {
        const Stmt *s = layout_stmt(d->layout, pos);

        if (s->kind == STMT_FOR || s->kind == STMT_LOOP)
            swaps_find_in(d, s);
    }
}

bool swaps_holds(const Derive *d, const Var *var)
{
    return map_get(d->swaps->held, var) != NULL;
}

bool swaps_moves(const Derive *d, const Var *var, const Stmt *s)
{
    const Swap *swap = map_get(d->swaps->held, var);

    return swap && !layout_inside(d->layout, s, swap->loop);
}

bool swaps_hands_round(const Derive *d, const Stmt *loop, const Var *var)
{
    const Swap *swap = map_get(d->swaps->held, var);

    return swap && swap->loop == loop;
}

bool swaps_is_step(const Derive *d, const Stmt *s)
{
    return map_get(d->swaps->steps, s) != NULL;
}

static void swaps_set(Derive *d, Block *out, Var *to, Var *from)
{
    Stmt *s = ir_assign(d->p, to->loc, ir_var(d->p, to->loc, to), ir_var(d->p, from->loc, from));

    ir_push(d->p, out, s);
}

void swaps_undo(Derive *d, const Stmt *loop, Block *out)
{
    for (int i = 0; i < d->swaps->list.count; i++) {
        const Swap *swap = d->swaps->list.items[i];
        Var        *last;

        if (swap->loop != loop)
            continue;
        /* from[k] was what vars[k] is now, and from[k] is vars[k + 1], round to the first */
        last = shadow_temp(d, "swap_adj", swap->vars[0]->type, loop->loc);
        last->is_shadow = true;
        swaps_set(d, out, last, swap->vars[swap->count - 1]);
        for (int k = swap->count - 1; k > 0; k--)
            swaps_set(d, out, swap->vars[k], swap->vars[k - 1]);
        swaps_set(d, out, swap->vars[0], last);
    }
}
