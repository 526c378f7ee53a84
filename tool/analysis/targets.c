#include "analysis/targets.h"

#include "alias_parts.h"
#include "ir/walk.h"
#include "whole.h"

/* ---- the targets of one call ---- */

/* Whether C may take the types for compatible: an enumeration is compatible with some integer type. */
static bool alias_may_fit(const Type *a, const Type *b)
{
    a = a->canon;
    b = b->canon;
    if (a->kind == TYPE_POINTER && b->kind == TYPE_POINTER)
        return alias_may_fit(a->u.pointer.elem, b->u.pointer.elem);
    if (a->kind == TYPE_FUNCTION && b->kind == TYPE_FUNCTION)
        return true;
    return type_same(a, b) || ((a->kind == TYPE_ENUM || b->kind == TYPE_ENUM) && type_is_integer(a) && type_is_integer(b));
}

/* Whether the call may be one of a function of this type: any other would be undefined.  Of one that has an
 * enumeration where the call has integers, not even that is certain (`same` is false then). */
static bool alias_fits(const Stmt *call, const Func *target, bool *same)
{
    const Func *wanted = call->u.call.callee;
    bool        fits = wanted->params.count == target->params.count + 1 && alias_may_fit(wanted->result, target->result);

    *same = fits && type_same(wanted->result, target->result);
    for (int i = 0; fits && i < target->params.count; i++) {
        const Type *arg = wanted->params.items[i + 1]->type, *param = target->params.items[i]->type;

        fits = alias_may_fit(arg, param);
        *same &= type_same(arg, param);
    }
    return fits;
}

bool alias_targets(Alias *alias, const Stmt *call, Targets *out)
{
    const Func *wanted = call->u.call.callee;
    IntSet      objects = {0};
    bool        complete = true;

    alias_of_pointer(alias, call->u.call.args[0], &objects);
    for (int i = 0; i < objects.count; i++) {
        const Object *object = alias->objects.items[objects.items[i]];
        bool          same = true, fits = object->func && alias_fits(call, object->func, &same);

        if (fits && same)
            VEC_PUSH(alias->arena, out, object->func);
        complete = complete && object->func && !(fits && !same);
    }
    if ((complete && out->count) || !wanted->targets_known)
        return complete;
    out->count = 0;
    for (int i = 0; i < wanted->targets.count; i++)
        VEC_PUSH(alias->arena, out, wanted->targets.items[i]);
    return true;
}

Stmt alias_direct_call(const Stmt *call, Func *target)
{
    Stmt direct = *call;

    direct.u.call.callee = target;
    direct.u.call.args++;
    direct.u.call.count--;
    return direct;
}

/* ---- what is known of the program ---- */

static void targets_note(void *data, Stmt *s)
{
    Whole  *w = data;
    Targets targets = {0};

    if (s->kind != STMT_CALL || !s->u.call.callee->is_indirect || !alias_targets(w->alias, s, &targets))
        return;
    s->u.call.callee->targets_known = true;
    for (int i = 0; i < targets.count; i++)
        VEC_PUSH(w->p->arena, &s->u.call.callee->targets, targets.items[i]);
}

/* ---- ways back ---- */

/*
 * A function is put in the place of its call unless it may come back to itself.  Where it calls a pointer that it was
 * given, its caller is the one that calls: there, the pointer is mostly a function's name.
 */
typedef struct Ways {
    Whole *w;
    Map   *changed;     /* Var -> itself: a parameter that is assigned, or whose address is taken */
    Map   *called;      /* Var -> itself: a parameter that the function calls, or hands on to one that does */
    Map   *to;          /* Func -> Targets: what it calls */
    const Func *at;
    bool   grown;
} Ways;

static void ways_note_address(void *data, const Expr *e)
{
    Ways *ways = data;

    if ((e->op == OP_ADDR || e->op == OP_DECAY) && ir_root_var(e->args[0]))
        map_put(ways->changed, ir_root_var(e->args[0]), ways);
    for (int i = 0; e->op == OP_OPAQUE && i < e->u.opaque->vars.count; i++)
        map_put(ways->changed, e->u.opaque->vars.items[i], ways);
}

static void ways_note_expr(void *data, const Expr *e, bool is_target)
{
    Ways *ways = data;

    if (is_target && e->op == OP_VAR)
        map_put(ways->changed, e->u.var, ways);
    ir_visit_expr(e, ways_note_address, ways);
}

static void ways_note_changed(void *data, Stmt *s)
{
    Ways *ways = data;

    ir_stmt_exprs(s, ways_note_expr, ways);
    for (int i = 0; s->kind == STMT_OPAQUE && i < s->u.opaque->vars.count; i++)
        map_put(ways->changed, s->u.opaque->vars.items[i], ways);
}

/* The parameter that the pointer is, with the value that the caller gave it; or NULL. */
static const Var *ways_given(const Ways *ways, const Expr *pointer)
{
    const Expr *bare = ir_uncast(pointer);

    return bare->op == OP_VAR && bare->u.var->kind == VAR_PARAM && !map_get(ways->changed, bare->u.var) ? bare->u.var : NULL;
}

static void ways_note_called(Ways *ways, const Expr *pointer)
{
    const Var *param = ways_given(ways, pointer);

    if (!param || map_get(ways->called, param))
        return;
    map_put(ways->called, param, ways);
    ways->grown = true;
}

static void ways_find_called(void *data, Stmt *s)
{
    Ways *ways = data;

    if (s->kind != STMT_CALL)
        return;
    const Func *callee = s->u.call.callee;
    if (callee->is_indirect)
        ways_note_called(ways, s->u.call.args[0]);
    for (int i = 0; !callee->is_indirect && i < s->u.call.count && i < callee->params.count; i++)
        if (map_get(ways->called, callee->params.items[i]))
            ways_note_called(ways, s->u.call.args[i]);
}

static void ways_add(Ways *ways, Func *to)
{
    Targets *list = map_get(ways->to, ways->at);

    if (!to->body)
        return;
    if (!list) {
        list = ARENA_NEW(ways->w->arena, Targets);
        map_put(ways->to, ways->at, list);
    }
    VEC_PUSH(ways->w->arena, list, to);
}

static void ways_add_pointer(Ways *ways, const Expr *pointer)
{
    IntSet objects = {0};

    alias_of_pointer(ways->w->alias, pointer, &objects);
    for (int i = 0; i < objects.count; i++) {
        Func *func = alias_object(ways->w->alias, objects.items[i])->func;

        if (func)
            ways_add(ways, func);
    }
}

static void ways_add_targets(Ways *ways, const Stmt *call)
{
    Targets targets = {0};

    alias_targets(ways->w->alias, call, &targets);
    for (int i = 0; i < targets.count; i++)
        ways_add(ways, targets.items[i]);
}

/* Of a call through a pointer that gets pointers to functions, nothing better is known than that these are called. */
static void ways_add_call(void *data, Stmt *s)
{
    Ways *ways = data;

    if (s->kind != STMT_CALL)
        return;
    Func *callee = s->u.call.callee;
    if (!callee->is_indirect)
        ways_add(ways, callee);
    else if (!ways_given(ways, s->u.call.args[0]))
        ways_add_targets(ways, s);
    for (int i = callee->is_indirect ? 1 : 0; i < s->u.call.count && i < callee->params.count; i++) {
        const Expr *arg = s->u.call.args[i];
        bool        called = callee->is_indirect ? type_is_function_pointer(arg->type)
                                                 : map_get(ways->called, callee->params.items[i]) != NULL;

        if (called && (callee->is_indirect || !ways_given(ways, arg)))
            ways_add_pointer(ways, arg);
    }
}

static bool ways_lead(const Ways *ways, const Func *from, const Func *wanted, Map *visited)
{
    const Targets *list = map_get(ways->to, from);

    for (int i = 0; list && i < list->count; i++) {
        const Func *next = list->items[i];

        if (next == wanted)
            return true;
        if (map_get(visited, next))
            continue;
        map_put(visited, next, visited);
        if (ways_lead(ways, next, wanted, visited))
            return true;
    }
    return false;
}

static void ways_visit(Ways *ways, void (*visit)(void *data, Stmt *s))
{
    for (int i = 0; i < ways->w->funcs.count; i++) {
        ways->at = ways->w->funcs.items[i];
        ir_visit_stmts(ways->at->body, visit, ways);
    }
}

static void ways_find(Whole *w)
{
    Ways ways = {.w = w, .changed = map_new(w->arena), .called = map_new(w->arena), .to = map_new(w->arena)};

    ways_visit(&ways, ways_note_changed);
    do {
        ways.grown = false;
        ways_visit(&ways, ways_find_called);
    } while (ways.grown);
    ways_visit(&ways, ways_add_call);
    for (int i = 0; i < w->funcs.count; i++) {
        Arena *arena = arena_new();

        w->funcs.items[i]->calls_back = ways_lead(&ways, w->funcs.items[i], w->funcs.items[i], map_new(arena));
        arena_free(arena);
    }
}

void targets_find(Program *p)
{
    Arena *arena = arena_new();
    Whole *w = whole_new(arena, p);

    if (w->indirect) {
        whole_solve(w);
        for (int i = 0; i < w->funcs.count; i++)
            ir_visit_stmts(w->funcs.items[i]->body, targets_note, w);
        ways_find(w);
    }
    arena_free(arena);
}
