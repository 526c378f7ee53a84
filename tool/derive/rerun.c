#include "rerun_parts.h"

#include "needs.h"
#include "pairs.h"
#include "registers.h"
#include "rules/rule.h"
#include "shadow.h"
#include "split.h"
#include "tapes.h"
#include "trips.h"

enum { FEW_VALUES = 3, FEW_TERMS = 4 };

/* The number of the last statement that may write what is read now: one before it, or one in a loop of the iteration around it. */
static int frames_last_writer(const Needs *n)
{
    const Stmt *outer = n->at;

    for (const Stmt *loop = layout_info(n->d->layout, n->at)->loop; loop != n->loop; loop = layout_info(n->d->layout, loop)->loop)
        outer = loop;
    return layout_info(n->d->layout, outer)->end;
}

/* Until when it is read, and whether an adjoint reads what may have come from the iteration before. */
static void frames_note_var(Needs *n, const Var *var, bool comes)
{
    NeededVar *needed = map_get(n->reads, var);
    int        last = frames_last_writer(n), depth = n->again ? 0 : layout_info(n->d->layout, n->at)->depth;

    if (needed == NULL) {
        needed = ARENA_NEW(n->d->arena, NeededVar);
        map_put(n->reads, var, needed);
    }
    n->grown |= last > needed->last;
    needed->last = last > needed->last ? last : needed->last;
    needed->comes |= comes;
    needed->depth = depth > needed->depth ? depth : needed->depth;
}

static void frames_need_var(Needs *n, Var *var)
{
    bool comes;

    if ((var->is_shadow && type_is_real(var->type)) || !layout_assigns(n->d->layout, var, n->first, n->last))
        return;
    comes = n->before && registers_carried_to(n->d->registers, n->loop, var, n->at);
    n->ok = n->ok && (!comes || n->refills);
    frames_note_var(n, var, comes);
    if (map_get(n->seen, var))
        return;
    map_put(n->seen, var, var);
    VEC_PUSH(n->d->arena, &n->vars, var);
    n->grown = true;
}

static bool frames_may_wish(Needs *n, const Expr *place)
{
    Wish wish = {n->at, place};

    if (n->at->kind != STMT_ASSIGN || !type_is_scalar(place->type) || type_is_pointer(place->type) || shadow_is_place(place))
        return false;
    for (int i = 0; i < n->wishes.count; i++)
        if (n->wishes.items[i].at == n->at && ir_same(n->wishes.items[i].place, place))
            return true;
    VEC_PUSH(n->d->arena, &n->wishes, wish);
    return true;
}

/* Whether what is read, and overwritten later in the iteration, is there again at that moment of the one that runs again:
 * what runs again reads it then, and for adjoints it is given a name. */
static bool frames_is_refilled(Needs *n, const Expr *place)
{
    if (!n->refills || !(n->again || (n->before && n->at->kind == STMT_ASSIGN)) || !type_is_scalar(place->type) ||
        type_is_pointer(place->type) || shadow_is_place(place) || !frames_is_private(n->d, place, n->loop))
        return false;
    n->refilled = true;
    return true;
}

static void frames_need_object(Needs *n, int object)
{
    int last = frames_last_writer(n);

    for (int i = 0; i < n->objects.count; i++) {
        if (n->objects.items[i].object != object)
            continue;
        n->grown |= last > n->objects.items[i].last;
        n->objects.items[i].last = last > n->objects.items[i].last ? last : n->objects.items[i].last;
        return;
    }
    VEC_PUSH(n->d->arena, &n->objects, ((NeededObject){object, last}));
    n->grown = true;
}

static void frames_need_place(Needs *n, const Expr *place)
{
    IntSet objects = {0};

    n->ok = n->ok && (frames_readable(n->d, place, n->at, false) || frames_is_refilled(n, place) || frames_may_wish(n, place));
    if (!frames_is_private(n->d, place, n->loop))
        return;
    alias_of_place(n->d->alias, place, &objects);
    for (int i = 0; i < objects.count; i++)
        frames_need_object(n, objects.items[i]);
}

static void frames_see_var(void *data, Var *var)
{
    frames_need_var(data, var);
}

static void frames_see_place(void *data, const Expr *place)
{
    frames_need_place(data, place);
}

static void frames_see_unknown(void *data)
{
    ((Needs *)data)->ok = false;
}

static Reads frames_reads(Needs *n)
{
    return (Reads){frames_see_var, frames_see_place, frames_see_unknown, n};
}

static void frames_need_expr(void *data, const Expr *e, bool is_target)
{
    Reads reads = frames_reads(data);

    (is_target ? needs_target : needs_value)(&reads, e);
}

/* A call whose halves share the tape: it cannot run forward a second time. */
static bool frames_calls_pair(const Derive *d, const Stmt *s)
{
    const Pair *pair = map_get(d->pairs_of, s);

    return pair && !pair->joint;
}

static void frames_need_stmt(void *data, Stmt *s)
{
    Needs *n = data;
    Reads  reads = frames_reads(n);

    if (layout_info(n->d->layout, s)->pos > n->last)
        return;
    n->at = s;
    n->ok = n->ok && !frames_calls_pair(n->d, s) && map_get(n->d->frames, s) == NULL && !tapes_is_call(s) &&
            map_get(n->d->restores, s) == NULL && rows_at(n->d, s) == NULL;
    n->before = true;
    needs_of_adjoint(n->d, s, &reads);
    n->before = false;
    needs_of_control(n->d, s, &reads);
}

/* Registers that are counters of FORs in the loop come back by themselves. */
static bool frames_is_counter(const Needs *n, const Var *var)
{
    for (int pos = n->first; pos <= n->last; pos++) {
        const Stmt *s = layout_stmt(n->d->layout, pos);

        if (s->kind == STMT_FOR && s->u.loop_for.var == var)
            return true;
    }
    return false;
}

/* Whether what the statement writes of the object is read then, or later in the iteration. */
static bool frames_needs_object(const Needs *n, int object, const Stmt *s)
{
    for (int i = 0; i < n->objects.count; i++)
        if (n->objects.items[i].object == object)
            return layout_info(n->d->layout, s)->pos <= n->objects.items[i].last;
    return false;
}

/* Whether the statement writes something that is needed. */
static bool frames_provides(const Needs *n, const Stmt *s)
{
    const Var   *var = registers_written(s);
    IntSet       objects = {0};
    const Expr  *place = ir_target(s);

    if (var && map_get(n->reads, var))
        return !n->refills || layout_info(n->d->layout, s)->pos <= ((NeededVar *)map_get(n->reads, var))->last;
    if (s->kind == STMT_DECL && !s->u.decl.var->is_register)
        return frames_needs_object(n, alias_of_var(n->d->alias, s->u.decl.var), s);
    if (place == NULL || (place->op == OP_VAR && place->u.var->is_register))
        return false;
    alias_of_place(n->d->alias, place, &objects);
    for (int i = 0; i < objects.count; i++)
        if (frames_needs_object(n, objects.items[i], s))
            return true;
    return false;
}

/* Whether the statement may overwrite what is not the iteration's own. */
static bool frames_writes_elsewhere(const Needs *n, const Stmt *s)
{
    const Expr *place = ir_target(s);

    return place && !(place->op == OP_VAR && place->u.var->is_register) && !frames_is_private(n->d, place, n->loop);
}

/* A break out of a loop that runs again. */
static bool frames_leaves(const Needs *n, const Map *slice, const Stmt *s)
{
    return s->kind == STMT_BREAK && map_get(slice, layout_info(n->d->layout, s)->loop);
}

/* What the statement needs to run again. */
static void frames_need_again(Needs *n, const Stmt *s)
{
    const Stmt *again = rows_again(n->d, s);

    n->reads_copies |= again != s;
    n->again = true;
    ir_stmt_exprs(again, frames_need_expr, n);
    n->again = false;
}

/* Add what the statements that run again need, until nothing is added.  False where one of them cannot run again. */
static bool frames_close_slice(Needs *n, Map *slice)
{
    do {
        n->grown = false;
        for (int pos = n->first + 1; pos <= n->last; pos++) {
            Stmt *s = layout_stmt(n->d->layout, pos);

            if (map_get(slice, s) || !(frames_provides(n, s) || frames_leaves(n, slice, s)))
                continue;
            if ((s->kind == STMT_CALL && (map_get(n->d->pairs_of, s) == NULL || frames_calls_pair(n->d, s))) ||
                s->kind == STMT_OPAQUE || frames_writes_elsewhere(n, s))
                return false;
            n->at = s;
            n->grown = true;
            map_put(slice, s, s);
            frames_need_again(n, s);
            for (Stmt *up = layout_info(n->d->layout, s)->parent; up != n->loop;
                 up = layout_info(n->d->layout, up)->parent) {
                n->at = up;
                map_put(slice, up, up);
                frames_need_again(n, up);
            }
        }
    } while (n->grown && n->ok);
    return n->ok;
}

typedef struct Effort {
    bool dear;
} Effort;

static void frames_effort_node(void *data, const Expr *e)
{
    if (e->op == OP_CALL || (e->op == OP_DIV && type_is_real(e->type)))
        ((Effort *)data)->dear = true;
}

/* Whether running the slice again takes more than a little arithmetic. */
static bool frames_is_dear(const Needs *n, const Map *slice)
{
    Effort effort = {false};

    for (int pos = n->first + 1; pos <= n->last && !effort.dear; pos++) {
        Stmt *s = layout_stmt(n->d->layout, pos);

        if (map_get(slice, s) == NULL)
            continue;
        effort.dear = s->kind == STMT_FOR || s->kind == STMT_LOOP;
        ir_visit_stmt_exprs(s, frames_effort_node, &effort);
    }
    return effort.dear;
}

/* The registers among the first `count` needed ones that an iteration computes once, rather than in a loop of its own;
 * -1 where there are others. */
static int frames_few_values(const Needs *n, int count)
{
    int values = 0;

    for (int i = 0; i < count; i++)
        values += !frames_is_counter(n, n->vars.items[i]);
    for (int pos = n->first + 1; pos <= n->last; pos++) {
        Stmt *s = layout_stmt(n->d->layout, pos);
        Var  *var = registers_written(s);

        for (int i = 0; var && i < count; i++)
            if (n->vars.items[i] == var && s->kind != STMT_FOR && layout_info(n->d->layout, s)->loop != n->loop)
                return -1;
    }
    return values;
}

/* Whether the iteration gives the register one value, and stores that where it stays. */
static bool frames_is_stored(const Needs *n, const Var *var)
{
    int  writers = 0;
    bool stored = false;

    for (int pos = n->first + 1; pos <= n->last; pos++) {
        const Stmt *s = layout_stmt(n->d->layout, pos);
        const Expr *place = s->kind == STMT_ASSIGN ? s->u.assign.place : NULL;

        writers += registers_written(s) == var && !(s->kind == STMT_DECL && s->u.decl.init == NULL);
        stored |= place && s->u.assign.value->op == OP_VAR && s->u.assign.value->u.var == var && !ir_is_register(place) &&
                  type_same(place->type, var->type) && !frames_is_private(n->d, place, n->loop) &&
                  frames_readable(n->d, place, s, true);
    }
    return stored && writers == 1;
}

/* Whether all of the first `count` needed registers are stored so, or come back by themselves. */
static bool frames_are_stored(const Needs *n, int count)
{
    for (int i = 0; i < count; i++)
        if (!frames_is_counter(n, n->vars.items[i]) && !frames_is_stored(n, n->vars.items[i]))
            return false;
    return true;
}

/* Whether the statement adds the terms of a sum, more than a few, in a loop further in than all adjoints that read it. */
static bool frames_adds(const Needs *n, const Stmt *s, const NeededVar *needed)
{
    const StmtInfo *info = layout_info(n->d->layout, s);
    long long       low, count;

    return s->kind == STMT_ASSIGN && type_is_real(s->u.assign.place->type) && info->depth > needed->depth &&
           info->loop->kind == STMT_FOR && !(trips_bounds(n->d, info->loop, &low, &count) && count < FEW_TERMS);
}

/* Whether the register is a sum that a loop leaves; or, if it is none, but a name that takes nothing to have again, *is_name. */
static bool frames_is_left_sum(const Needs *n, const Var *var, bool *is_name)
{
    const NeededVar *needed = map_get(n->reads, var);
    bool             is_sum = false;
    int              writers = 0;

    for (int pos = n->first + 1; pos <= n->last; pos++) {
        const Stmt *s = layout_stmt(n->d->layout, pos);

        if (registers_written(s) != var)
            continue;
        writers++;
        is_sum |= frames_adds(n, s, needed);
    }
    *is_name = !is_sum && writers == 1 && !type_is_real(var->type);
    return is_sum;
}

/* Whether adjoints need nothing of an iteration but sums: to keep these, for as long as an iteration of the loop around takes, is
 * less than to add them up again. */
static bool frames_needs_sums(const Needs *n, const Frame *frame, int count)
{
    bool is_sum = false, is_name;

    if (frame->outer->kind != FRAME_FUSED || n->wishes.count)
        return false;
    for (int i = 0; i < count; i++) {
        if (frames_is_counter(n, n->vars.items[i]))
            continue;
        if (frames_is_left_sum(n, n->vars.items[i], &is_name))
            is_sum = true;
        else if (!is_name)
            return false;
    }
    return is_sum;
}

/* ---- copies that would let a loop run again ---- */

enum { MUCH_LESS = 16 };

typedef struct Called {
    const Func *func;            /* NULL: any but a square root or an absolute value */
    bool        found;
} Called;

bool frames_is_dear_call(const Expr *e)
{
    const Rule *rule = e->op == OP_CALL ? rule_find(e->u.callee->name) : NULL;

    return e->op == OP_CALL && (rule == NULL || !rule_is_pure(rule) || rule_takes_long(e));
}

static void frames_find_call(void *data, const Expr *e)
{
    Called *called = data;

    called->found |= frames_is_dear_call(e) && (called->func == NULL || e->u.callee == called->func);
}

typedef struct Calls {
    const Block *local;
    bool         found;
} Calls;

static void frames_find_twice(void *data, const Expr *e)
{
    Calls *calls = data;
    Called called = {e->op == OP_CALL ? e->u.callee : NULL, false};

    if (!frames_is_dear_call(e))
        return;
    ir_visit_block_exprs(calls->local, frames_find_call, &called);
    calls->found |= called.found;
}

bool rerun_calls(const Needs *n, const Map *slice)
{
    Called called = {NULL, false};

    for (int pos = n->first + 1; pos <= n->last && !called.found; pos++) {
        Stmt *s = layout_stmt(n->d->layout, pos);
        Calls calls = {map_get(n->d->locals, s), false};

        if (calls.local)
            ir_visit_stmt_exprs(s, frames_find_twice, &calls);
        if (map_get(slice, s))
            ir_visit_stmt_exprs(s, frames_find_call, &called);
        called.found |= calls.found || (map_get(slice, s) && s->kind == STMT_CALL);
    }
    return called.found;
}

/* How many values are computed of the registers among the first `count` needed ones. */
static double frames_values(const Needs *n, int count)
{
    double values = 0.0;

    for (int pos = n->first + 1; pos <= n->last; pos++) {
        Stmt *s = layout_stmt(n->d->layout, pos);
        Var  *var = s->kind == STMT_FOR ? NULL : registers_written(s);
        bool  is_needed = false;

        for (int i = 0; var && i < count; i++)
            is_needed |= n->vars.items[i] == var;
        values += is_needed ? rows_runs(n->d, s) : 0.0;
    }
    return values;
}

/* The loop could run again if the backward pass had copies: whether these pay is for rows.c to say. */
static void frames_wish(Needs *n, double values, double margin)
{
    Derive *d = n->d;
    Wishes *wishes = ARENA_NEW(d->arena, Wishes);

    wishes->loop = n->loop;
    wishes->values = values;
    wishes->margin = margin;
    wishes->inside = n->inside;
    for (int i = 0; i < n->wishes.count; i++)
        VEC_PUSH(d->arena, &wishes->list, n->wishes.items[i]);
    n->wished = wishes;
}

/* Whether one of the objects is an array whose size an iteration finds out. */
static bool frames_needs_sized(const Needs *n)
{
    for (int pos = n->first + 1; pos <= n->last; pos++) {
        const Stmt *s = layout_stmt(n->d->layout, pos);

        if (s->kind == STMT_DECL && type_is_vla(s->u.decl.var->type) &&
            frames_needs_object(n, alias_of_var(n->d->alias, s->u.decl.var), s))
            return true;
    }
    return false;
}

bool frames_needs_nothing(Derive *d, Stmt *loop)
{
    Needs n = {.d = d, .loop = loop, .seen = map_new(d->arena), .reads = map_new(d->arena), .ok = true};

    n.first = layout_info(d->layout, loop)->pos;
    n.last = layout_info(d->layout, loop)->end;
    frames_visit_loop(loop, frames_need_stmt, &n);
    for (int i = 0; i < n.vars.count; i++)
        n.ok = n.ok && (frames_is_counter(&n, n.vars.items[i]) || n.vars.items[i] == map_get(d->counters, loop));
    return n.ok && n.wishes.count == 0;
}

/* Find what the loop's adjoints need, and what runs again for it.  False where it cannot. */
static bool frames_find_slice(Needs *n, Frame *frame, int *direct)
{
    Derive *d = n->d;
    int     wanted = 0;

    n->first = layout_info(d->layout, n->loop)->pos;
    n->last = layout_info(d->layout, n->inside ? n->inside : n->loop)->end;
    n->seen = frame->needed;
    n->reads = map_new(d->arena);
    frames_visit_loop(n->loop, frames_need_stmt, n);
    *direct = n->vars.count;
    for (int i = 0; i < n->vars.count; i++)
        wanted += !frames_is_counter(n, n->vars.items[i]);
    return n->ok && (wanted || n->refilled) && frames_close_slice(n, frame->slice) && !frames_needs_sized(n)
        && !rerun_may_decide_otherwise(n, frame->slice);
}

static bool frames_needs_carried(const Needs *n)
{
    for (int i = 0; i < n->vars.count; i++)
        if (n->vars.items[i] != n->loop->u.loop_for.var && registers_carried(n->d->registers, n->loop, n->vars.items[i]))
            return true;
    return false;
}

/* Whether what runs again sets a register that also holds what the iteration has begun with. */
static bool frames_sets_carried(const Needs *n, const Map *slice)
{
    for (int pos = n->first + 1; pos <= n->last; pos++) {
        const Stmt      *s = layout_stmt(n->d->layout, pos);
        const Var       *var = map_get(slice, s) ? registers_written(s) : NULL;
        const NeededVar *needed = var ? map_get(n->reads, var) : NULL;

        if (needed && (needed->comes || registers_carried(n->d->registers, n->loop, var)))
            return true;
    }
    return false;
}

/*
 * RERUN pays where the adjoints need registers of the iteration that would have to be cached, none of which depends on
 * state that comes from the iteration before; but a few values that cost more than a little arithmetic are better kept,
 * and sums of one iteration of the loop around; those that memory holds anyway are read.
 */
static bool frames_reruns_as_it_is(Needs *n, Frame *frame)
{
    int  direct, few;
    bool is_dear;

    if (!frames_find_slice(n, frame, &direct))
        return false;
    is_dear = frames_is_dear(n, frame->slice);
    if (frames_needs_sums(n, frame, direct) || (is_dear && frames_are_stored(n, direct)))
        return false;
    few = frames_few_values(n, direct);
    is_dear = is_dear && few >= 0 && few <= FEW_VALUES && map_get(n->d->granted, n->loop) == NULL;
    if ((is_dear && n->wishes.count == 0) || ((n->reads_copies || n->wishes.count) && rerun_calls(n, frame->slice)) ||
        frames_needs_carried(n))
        return false;
    if (n->wishes.count)
        frames_wish(n, frames_values(n, direct), is_dear ? MUCH_LESS : 1.5);
    return n->wishes.count == 0;
}

/*
 * What is in a step: arrays that each iteration fills, uses and overwrites are filled again, from the state that it began
 * with, of which there is a copy; a name is given to what adjoints read of them, and arrays of one step's size keep that.
 */
static bool frames_refills(Needs *n, Frame *frame)
{
    bool   is_wrapped = map_get(n->d->steps, n->loop);
    double values;
    int    direct;

    if (n->loop->checkpoint || n->d->pair || frames_in_again(frame->outer) || !(is_wrapped || rerun_may_wrap(n->d, n->loop)))
        return false;
    n->inside = is_wrapped ? NULL : rerun_last(n);
    if (!(is_wrapped || n->inside) || !frames_find_slice(n, frame, &direct) || !(n->refilled || n->wishes.count || is_wrapped) ||
        frames_sets_carried(n, frame->slice) ||
        (n->wishes.count == 0 && !is_wrapped && (frames_needs_carried(n) || !rerun_is_all(n))))
        return false;
    if (is_wrapped)
        return n->wishes.count == 0;
    if (!rerun_pays(n, frame->slice, direct, &values))
        return false;
    if (n->wishes.count)
        frames_wish(n, values, 1.5);
    return n->wishes.count == 0;
}

bool frames_reruns(Derive *d, Stmt *loop, Frame *frame)
{
    Needs as_it_is = {.d = d, .loop = loop, .ok = true}, refills = {.d = d, .loop = loop, .ok = true, .refills = true};

    if (loop->kind != STMT_FOR || map_get(d->counters, loop))
        return false;
    if (frames_reruns_as_it_is(&as_it_is, frame))
        return true;
    frame->slice = map_new(d->arena);
    frame->needed = map_new(d->arena);
    if (frames_refills(&refills, frame))
        return true;
    if (refills.wished)                              /* it keeps less, and is asked for first */
        VEC_PUSH(d->arena, &d->wishes, refills.wished);
    if (as_it_is.wished)
        VEC_PUSH(d->arena, &d->wishes, as_it_is.wished);
    return false;
}
