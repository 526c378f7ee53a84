#include "once.h"

#include "rules/rule.h"
#include "trips.h"

enum { ONCE_MOST = 16 };

typedef struct Once {
    Derive *d;
    Map    *before;               /* FOR -> Block: what is to stand before it */
    bool    any;
} Once;

/* A short loop in another one. */
typedef struct Place {
    Once     *once;
    Stmt     *outer, *inner;
    long long low, count;         /* the inner loop's counter, and its iterations */
    bool      may_not_run;        /* the outer loop: then none is done */
    Block    *calls;              /* those that have been found in the inner loop, as statements of another one */
    Var      *counter;            /* of that */
} Place;

/* ---- loops ---- */

static bool is_counted(const Stmt *s)
{
    return trips_counted(s) && s->u.loop_for.declares;
}

static bool is_short(Place *at)
{
    long long step = at->inner->u.loop_for.step;

    return is_counted(at->inner) && (step == 1 || step == -1) && trips_bounds(at->once->d, at->inner, &at->low, &at->count) &&
           at->count > 0 && at->count <= ONCE_MOST;
}

/* What may keep control from going on, or change how numbers are rounded. */
static void find_unknown(void *data, Stmt *s)
{
    bool *found = data;
    bool  harmless = s->kind == STMT_CALL && !s->u.call.callee->body && rule_effect(s->u.call.callee->name) == EFFECT_COPY;

    *found |= s->kind == STMT_OPAQUE || (s->kind == STMT_CALL && !harmless);
}

static void find_leave(void *data, Stmt *s)
{
    bool *found = data;

    *found |= s->kind == STMT_LOOP || s->kind == STMT_BREAK || s->kind == STMT_CONTINUE || s->kind == STMT_RETURN;
}

/* Whether each iteration of the outer loop comes to the inner one. */
static bool is_reached(const Place *at)
{
    const Block *body = at->outer->u.loop_for.body;
    bool         leaves = false;

    ir_visit_stmts(body, find_unknown, &leaves);
    for (int i = 0; body->stmts.items[i] != at->inner && !leaves; i++)
        ir_visit_stmt(body->stmts.items[i], find_leave, &leaves);
    return !leaves;
}

/* ---- calls ---- */

typedef struct Declared {
    const Expr *e;
    bool        mentions;
} Declared;

static void find_declared(void *data, Stmt *s)
{
    Declared *declared = data;
    Var      *var = s->kind == STMT_DECL ? s->u.decl.var : s->kind == STMT_FOR ? s->u.loop_for.var : NULL;

    declared->mentions |= var && ir_mentions(declared->e, var);
}

/* The call in one iteration of the inner loop. */
static const Expr *call_at(const Place *at, const Expr *call, long long iteration)
{
    Program *p = at->once->d->p;
    Var     *counter = at->inner->u.loop_for.var;

    return ir_with(p, call, ir_var(p, call->loc, counter),
                   ir_int(p, call->loc, type_unqualified(p, counter->type), at->low + iteration));
}

/* Whether the outer loop changes nothing that any of the calls reads: where it changes one element, others stay. */
static bool keeps(const Place *at, const Expr *call)
{
    const Layout   *layout = at->once->d->layout;
    const StmtInfo *info = layout_info(layout, at->outer);

    for (long long i = 0; i < at->count; i++)
        if (layout_changes(layout, call_at(at, call, i), info->pos, info->end))
            return false;
    return true;
}

/* Whether the call is the same in all iterations of the outer loop, the inner one's counter aside. */
static bool stays(const Place *at, const Expr *call)
{
    Declared declared = {call_at(at, call, 0), false};

    ir_visit_stmt(at->outer, find_declared, &declared);
    return ir_mentions(call, at->inner->u.loop_for.var) && !declared.mentions &&
           !(ir_parts(call) & (PART_OPAQUE | PART_VOLATILE | PART_ADDRESS | PART_POINTER_CAST)) && keeps(at, call);
}

static Block *block_before(Once *once, const Stmt *loop)
{
    Block *before = map_get(once->before, loop);

    if (!before) {
        before = ir_block(once->d->p);
        map_put(once->before, loop, before);
    }
    return before;
}

/* values[i] = exp(log_q[i]), before the outer loop; the place that it is read from instead. */
static const Expr *compute_before(Place *at, const Expr *call)
{
    Derive     *d = at->once->d;
    Program    *p = d->p;
    Loc         loc = call->loc;
    Var        *counter = at->inner->u.loop_for.var;
    const Type *type = type_array(p, type_unqualified(p, call->type), at->count, NULL);
    const char *name = arena_printf(p->arena, "%s_values", call->u.callee->name);
    Var        *values = ir_new_var(p, d->fn, VAR_TEMP, name, type, loc);
    const Expr *array, *index = ir_var(p, loc, at->counter);

    values->is_register = false;
    array = ir_decay(p, loc, ir_var(p, loc, values));
    ir_push(p, block_before(at->once, at->outer), ir_decl(p, loc, values, at->may_not_run ? ir_zero(p, loc, type) : NULL));
    ir_push(p, at->calls, ir_assign(p, loc, ir_index(p, loc, array, ir_plus(p, index, -at->low)),
                                    ir_with(p, call, ir_var(p, loc, counter), index)));
    return ir_index(p, loc, array, ir_plus(p, ir_var(p, loc, counter), -at->low));
}

/* The first call in the expression that may be done before, and that is evaluated whenever the expression is. */
static const Expr *find_call(const Place *at, const Expr *e)
{
    bool        chooses = e->op == OP_SELECT || e->op == OP_LAND || e->op == OP_LOR;
    const Expr *found = NULL;

    if (!(ir_parts(e) & PART_COSTLY))
        return NULL;
    if (e->op == OP_CALL && rule_takes_long(e) && stays(at, e))
        return e;
    for (int i = 0; i < (chooses ? 1 : e->count) && !found; i++)
        found = find_call(at, e->args[i]);
    return found;
}

static void lower_stmt(Place *at, Stmt *s)
{
    const Expr **value = s->kind == STMT_DECL ? &s->u.decl.init : s->kind == STMT_ASSIGN ? &s->u.assign.value : NULL;
    const Expr  *call;

    while (value && *value && (call = find_call(at, *value)) != NULL)
        *value = ir_with(at->once->d->p, *value, call, compute_before(at, call));
}

static void lower_inner(Place *at, const Expr *condition)
{
    Derive      *d = at->once->d;
    Program     *p = d->p;
    const Block *body = at->inner->u.loop_for.body;
    const Type  *type = type_unqualified(p, at->inner->u.loop_for.var->type);
    Loc          loc = at->inner->loc;
    Block       *then;
    Stmt        *loop;

    at->may_not_run = condition != NULL;
    at->calls = ir_block(p);
    at->counter = ir_new_var(p, d->fn, VAR_TEMP, at->inner->u.loop_for.var->name, type, loc);
    for (int i = 0; i < body->stmts.count; i++)
        lower_stmt(at, body->stmts.items[i]);
    if (at->calls->stmts.count == 0)
        return;
    loop = ir_for(p, loc, at->counter, true, ir_int(p, loc, type, at->low), REL_LT, ir_int(p, loc, type, at->low + at->count), 1,
                  at->calls);
    if (condition) {
        then = ir_block(p);
        ir_push(p, then, loop);
        loop = ir_if(p, loc, condition, then, NULL);
    }
    ir_push(p, block_before(at->once, at->outer), loop);
    at->once->any = true;
}

/* ---- the function ---- */

static void look_at(void *data, Stmt *s)
{
    Once        *once = data;
    const Block *body = s->kind == STMT_FOR ? s->u.loop_for.body : NULL;
    Place        at = {.once = once, .outer = s};
    const Expr  *condition;

    if (!body || !is_counted(s) || !trips_condition(once->d, s, 2, &condition))
        return;
    for (int i = 0; i < body->stmts.count; i++) {
        at.inner = body->stmts.items[i];
        if (ir_only_assigns(at.inner) && is_short(&at) && is_reached(&at))
            lower_inner(&at, condition);
    }
}

static bool put_before(void *data, Block *out, Stmt *s)
{
    const Once  *once = data;
    const Block *before = map_get(once->before, s);

    if (!before)
        return false;
    ir_append(once->d->p, out, before);
    ir_push(once->d->p, out, s);
    return true;
}

bool once_lower(Derive *d)
{
    Once once = {d, map_new(d->arena), false};

    if (d->tangents || d->pair || func_is_derived(d->request->func))
        return false;
    ir_visit_stmts(d->fn->body, look_at, &once);
    return once.any && ir_replace_stmts(d->p, d->fn->body, put_before, &once);
}
