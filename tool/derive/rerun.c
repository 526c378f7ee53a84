#include "frames_parts.h"

#include "pairs.h"
#include "registers.h"
#include "rows.h"
#include "shadow.h"
#include "split.h"
#include "tapes.h"

enum { FEW_VALUES = 3 };

/* What the adjoints inside a loop need of its iterations. */
typedef struct Needs {
    Derive *d;
    Stmt   *loop;
    Stmt   *at;
    Map    *seen;            /* Var -> itself */
    VEC(Var *) vars;         /* registers that the loop assigns and the adjoints (or the slice) read */
    IntSet  objects;         /* private memory that they read */
    int     first, last;
    bool    grown;
    bool    before;          /* what is read is meant as of just before `at`: an adjoint reads it */
    bool    ok;              /* all memory that is read is still there or private */
} Needs;

static void frames_need_var(Needs *n, Var *var)
{
    if ((var->is_shadow && type_is_real(var->type)) || !layout_assigns(n->d->layout, var, n->first, n->last))
        return;
    if (n->before && registers_carried_to(n->d->registers, n->loop, var, n->at))
        n->ok = false;
    if (map_get(n->seen, var))
        return;
    map_put(n->seen, var, var);
    VEC_PUSH(n->d->arena, &n->vars, var);
    n->grown = true;
}

static void frames_need(Needs *n, const Expr *e)
{
    if (e->op == OP_VAR) {
        if (e->u.var->is_register)
            frames_need_var(n, e->u.var);
    } else if (e->op == OP_OPAQUE || e->op == OP_CALL) {
        n->ok = n->ok && e->op == OP_CALL;
    }
    for (int i = 0; i < e->count; i++)
        frames_need(n, e->args[i]);
}

static void frames_need_place(Needs *n, const Expr *place)
{
    IntSet objects = {0};

    n->ok = n->ok && frames_readable(n->d, place, n->at, false);
    if (!frames_is_private(n->d, place, n->loop))
        return;
    alias_of_place(n->d->alias, place, &objects);
    n->grown |= intset_add_all(n->d->arena, &n->objects, &objects);
}

/* Every place of memory that evaluating e reads, as a whole: a scalar or a record. */
static void frames_need_memory(Needs *n, const Expr *e)
{
    const Expr *step = e;

    if (!(op_info[e->op].flags & OPF_PLACE) && e->op != OP_ADDR && e->op != OP_DECAY) {
        for (int i = 0; i < e->count; i++)
            frames_need_memory(n, e->args[i]);
        return;
    }
    if ((op_info[e->op].flags & OPF_PLACE) && e->type->canon->kind != TYPE_ARRAY &&
        !(e->op == OP_VAR && e->u.var->is_register) &&
        (!shadow_is_place(e) || type_is_pointer(e->type)))
        frames_need_place(n, e);
    for (; step->count > 0; step = step->args[0]) {
        if (step->op == OP_INDEX)
            frames_need_memory(n, step->args[1]);
        if (step->op == OP_DEREF || (step->op == OP_INDEX && type_is_pointer(step->args[0]->type))) {
            frames_need_memory(n, step->args[0]);
            return;
        }
    }
}

/* What is read to find a place that is assigned. */
static void frames_need_path(Needs *n, const Expr *place)
{
    for (; place->count > 0; place = place->args[0]) {
        if (place->op == OP_INDEX)
            frames_need_memory(n, place->args[1]);
        if (place->op == OP_DEREF || (place->op == OP_INDEX && type_is_pointer(place->args[0]->type))) {
            frames_need_memory(n, place->args[0]);
            return;
        }
    }
}

static void frames_need_expr(void *data, const Expr *e, bool is_target)
{
    frames_need(data, e);
    if (is_target)
        frames_need_path(data, e);
    else
        frames_need_memory(data, e);
}

static void frames_need_local(void *data, Stmt *s)
{
    ir_stmt_exprs(s, frames_need_expr, data);
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
    Block *local = map_get(n->d->locals, s);

    n->at = s;
    n->before = true;
    n->ok = n->ok && !frames_calls_pair(n->d, s) && !tapes_is_call(s) && map_get(n->d->restores, s) == NULL &&
            rows_at(n->d, s) == NULL;
    if (local)
        ir_visit_stmts(local, frames_need_local, n);
    n->before = false;
    if (s->kind == STMT_IF && split_is_active(n->d, s) && !map_get(n->d->leavers, s))
        frames_need_expr(n, s->u.branch.cond, false);
    if (s->kind == STMT_FOR && split_is_active(n->d, s)) {
        frames_need_expr(n, s->u.loop_for.from, false);
        frames_need_expr(n, s->u.loop_for.to, false);
    }
    if ((s->kind == STMT_FOR || s->kind == STMT_LOOP) && map_get(n->d->counters, s))
        frames_need_var(n, map_get(n->d->counters, s));
    if (s->kind == STMT_IF && map_get(n->d->leavers, s))
        frames_need_var(n, ((Leave *)map_get(n->d->leavers, s))->flag);
    if (map_get(n->d->results, s)) {
        const Expr *place = s->kind == STMT_CALL ? s->u.call.place : s->u.assign.place;

        if (place->op == OP_VAR)
            frames_need_var(n, place->u.var);
    }
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

/* Whether the statement writes something that is needed. */
static bool frames_provides(const Needs *n, const Stmt *s)
{
    const Var   *var = registers_written(s);
    IntSet       objects = {0};
    const Expr  *place = s->kind == STMT_ASSIGN ? s->u.assign.place : s->kind == STMT_CALL ? s->u.call.place : NULL;

    if (var && map_get(n->seen, var))
        return true;
    if (s->kind == STMT_DECL && s->u.decl.init)
        return intset_has(&n->objects, alias_of_var(n->d->alias, s->u.decl.var));
    if (place == NULL || (place->op == OP_VAR && place->u.var->is_register))
        return false;
    alias_of_place(n->d->alias, place, &objects);
    return intset_meets(&objects, &n->objects);
}

/* A break out of a loop that runs again. */
static bool frames_leaves(const Needs *n, const Map *slice, const Stmt *s)
{
    return s->kind == STMT_BREAK && map_get(slice, layout_info(n->d->layout, s)->loop);
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
                s->kind == STMT_OPAQUE)
                return false;
            n->at = s;
            n->grown = true;
            map_put(slice, s, s);
            ir_stmt_exprs(s, frames_need_expr, n);
            for (Stmt *up = layout_info(n->d->layout, s)->parent; up != n->loop;
                 up = layout_info(n->d->layout, up)->parent) {
                n->at = up;
                map_put(slice, up, up);
                ir_stmt_exprs(up, frames_need_expr, n);
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

static void frames_effort_expr(void *data, const Expr *e, bool is_target)
{
    (void)is_target;
    ir_visit_expr(e, frames_effort_node, data);
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
        ir_stmt_exprs(s, frames_effort_expr, &effort);
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

/* Whether one of the objects is an array whose size an iteration finds out. */
static bool frames_needs_sized(const Needs *n)
{
    for (int pos = n->first + 1; pos <= n->last; pos++) {
        const Stmt *s = layout_stmt(n->d->layout, pos);

        if (s->kind == STMT_DECL && type_is_vla(s->u.decl.var->type) &&
            intset_has(&n->objects, alias_of_var(n->d->alias, s->u.decl.var)))
            return true;
    }
    return false;
}

/*
 * RERUN pays where the adjoints need registers of the iteration that would have to be cached, none of which depends on
 * state that comes from the iteration before; but a few values that cost more than a little arithmetic are better kept.
 */
bool frames_reruns(Derive *d, Stmt *loop, Frame *frame)
{
    Needs n = {.d = d, .loop = loop, .seen = frame->needed, .ok = true};
    int   wanted = 0, direct, few;

    if (loop->kind != STMT_FOR || map_get(d->counters, loop))
        return false;
    n.first = layout_info(d->layout, loop)->pos;
    n.last = layout_info(d->layout, loop)->end;
    frames_visit_loop(loop, frames_need_stmt, &n);
    direct = n.vars.count;
    for (int i = 0; i < direct; i++)
        wanted += !frames_is_counter(&n, n.vars.items[i]);
    if (!n.ok || wanted == 0 || !frames_close_slice(&n, frame->slice) || frames_needs_sized(&n))
        return false;
    few = frames_few_values(&n, direct);
    if (few >= 0 && few <= FEW_VALUES && frames_is_dear(&n, frame->slice))
        return false;
    for (int i = 0; i < n.vars.count; i++)
        if (n.vars.items[i] != loop->u.loop_for.var && registers_carried(d->registers, loop, n.vars.items[i]))
            return false;
    return true;
}
