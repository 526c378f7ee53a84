#include "whole.h"

#include "alias_parts.h"
#include "ir/walk.h"
#include "rules/rule.h"

/*
 * The alias analysis of alias.c over all functions at once: an argument flows into the parameter, what is returned into
 * the place that gets it, without regard to which call it is.
 *
 * Generated code has copies of static functions, which have addresses of their own.  So a static function whose address
 * is stored or returned by code that may also run as the user has compiled it is not one that a comparison can find.
 */

/* ---- which functions ---- */

typedef struct Find {
    Whole *w;
    Map   *found;
    bool   lists;       /* put them into w->funcs */
} Find;

static void whole_reach(Find *find, Func *func);

static void whole_find_node(void *data, const Expr *e)
{
    Find *find = data;

    if (e->op == OP_FUNC || e->op == OP_CALL)
        whole_reach(find, e->u.callee);
    else if (e->op == OP_VAR && e->u.var->kind == VAR_GLOBAL && e->u.var->init && !map_get(find->found, e->u.var)) {
        map_put(find->found, e->u.var, find);
        ir_visit_expr(e->u.var->init, whole_find_node, find);
    }
}

static void whole_find_stmt(void *data, Stmt *s)
{
    Find *find = data;

    ir_visit_stmt_exprs(s, whole_find_node, find);
    if (s->kind != STMT_CALL)
        return;
    find->w->indirect |= s->u.call.callee->is_indirect;
    if (s->u.call.callee->body && !s->u.call.callee->is_static && map_get(find->w->asked, s->u.call.callee))
        map_put(find->w->elsewhere, s->u.call.callee, s->u.call.callee);
    whole_reach(find, s->u.call.callee);
}

static void whole_reach(Find *find, Func *func)
{
    if (!func->body || map_get(find->found, func))
        return;
    map_put(find->found, func, func);
    if (find->lists)
        VEC_PUSH(find->w->arena, &find->w->funcs, func);
    ir_visit_stmts(func->body, whole_find_stmt, find);
}

static void whole_find_elsewhere(Whole *w)
{
    Find find = {w, map_new(w->arena), false};

    for (int i = 0; i < w->funcs.count; i++) {
        Func *func = w->funcs.items[i];

        if (!func->is_static && (!map_get(w->asked, func) || map_get(w->elsewhere, func)))
            whole_reach(&find, func);
    }
    w->elsewhere = find.found;
}

Whole *whole_new(Arena *arena, const Program *p)
{
    Whole *w = ARENA_NEW(arena, Whole);

    w->p = p;
    w->arena = arena;
    w->reached = map_new(arena);
    w->asked = map_new(arena);
    w->elsewhere = map_new(arena);
    w->results = map_new(arena);
    for (int i = 0; i < p->requests.count; i++)
        map_put(w->asked, p->requests.items[i]->func, p->requests.items[i]->func);
    Find find = {w, w->reached, true};
    for (int i = 0; i < p->requests.count; i++)
        whole_reach(&find, p->requests.items[i]->func);
    whole_find_elsewhere(w);
    return w;
}

/* ---- flows between functions ---- */

static Object *whole_result(Whole *w, const Func *func)
{
    Object *object = map_get(w->results, func);

    if (!object) {
        object = alias_new_object(w->alias, OBJECT_ALLOC, NULL);
        map_put(w->results, func, object);
    }
    return object;
}

/* What is stored or returned may be the address of the user's copy of a static function. */
static void whole_doubt(Whole *w, IntSet *contents)
{
    bool doubt = false;

    for (int i = 0; i < contents->count; i++) {
        const Func *func = alias_object(w->alias, contents->items[i])->func;

        doubt |= func && func->is_static && func->body;
    }
    if (doubt && map_get(w->elsewhere, w->at))
        intset_add(w->arena, contents, w->alias->unknown);
}

static void whole_fill_var(Whole *w, Var *var, const IntSet *contents)
{
    alias_fill(w->alias, alias_var_object(w->alias, var)->id, contents);
}

static void whole_direct_call(Whole *w, const Stmt *s)
{
    const Func *callee = s->u.call.callee;

    for (int i = 0; i < s->u.call.count && i < callee->params.count; i++) {
        IntSet contents = {0};

        alias_of_value(w->alias, s->u.call.args[i], &contents);
        whole_fill_var(w, callee->params.items[i], &contents);
    }
    if (s->u.call.place && type_holds_pointer(s->u.call.place->type))
        alias_store(w->alias, s->u.call.place, &whole_result(w, callee)->contents);
}

/* Code that is not visible gets these pointers, and may call the functions among them with anything that it gets. */
static void whole_give_away(Whole *w, IntSet *given)
{
    Alias *alias = w->alias;

    alias_escape(alias, given);
    intset_add(w->arena, given, alias->unknown);
    for (int i = 0; i < given->count; i++) {
        const Func *func = alias_object(alias, given->items[i])->func;

        for (int k = 0; func && func->body && k < func->params.count; k++)
            if (type_holds_pointer(func->params.items[k]->type))
                whole_fill_var(w, func->params.items[k], given);
    }
}

static void whole_give_args(Whole *w, const Stmt *s, int first)
{
    IntSet given = {0};

    for (int i = first; i < s->u.call.count; i++)
        alias_reach(w->alias, s->u.call.args[i], &given);
    for (int i = 0; i < w->p->globals.count; i++)
        if (w->p->globals.items[i]->is_written)
            intset_add(w->arena, &given, alias_var_object(w->alias, w->p->globals.items[i])->id);
    whole_give_away(w, &given);
}

/* A call that may go anywhere. */
static void whole_unknown_call(Whole *w, const Stmt *s)
{
    IntSet unknown = {0};

    whole_give_args(w, s, 0);
    intset_add(w->arena, &unknown, w->alias->unknown);
    if (s->u.call.place && type_holds_pointer(s->u.call.place->type))
        alias_store(w->alias, s->u.call.place, &unknown);
}

static void whole_call(Whole *w, Stmt *s);

static void whole_indirect_call(Whole *w, const Stmt *s)
{
    Targets targets = {0};

    if (!alias_targets(w->alias, s, &targets))
        whole_unknown_call(w, s);
    for (int i = 0; i < targets.count; i++) {
        Stmt direct = alias_direct_call(s, targets.items[i]);

        whole_call(w, &direct);
    }
}

/* memcpy: alias.c does the same without doubt. */
static void whole_copy(Whole *w, const Stmt *s)
{
    IntSet to = {0}, from = {0}, contents = {0};

    alias_of_pointer(w->alias, s->u.call.args[0], &to);
    alias_of_pointer(w->alias, s->u.call.args[1], &from);
    for (int i = 0; i < from.count; i++)
        intset_add_all(w->arena, &contents, &alias_object(w->alias, from.items[i])->contents);
    whole_doubt(w, &contents);
    for (int i = 0; i < to.count; i++)
        alias_fill(w->alias, to.items[i], &contents);
}

static void whole_call(Whole *w, Stmt *s)
{
    const Func *callee = s->u.call.callee;

    if (callee->is_indirect) {
        whole_indirect_call(w, s);
    } else if (callee->body) {
        whole_direct_call(w, s);
        if (callee->variadic)
            whole_give_args(w, s, callee->params.count);
    } else {
        if (!callee->is_library || ir_hands_function(s))
            whole_give_args(w, s, 0);
        alias_visit(w->alias, s);
        if (rule_effect(callee->name) == EFFECT_COPY)
            whole_copy(w, s);
    }
}

static void whole_return(Whole *w, const Expr *result)
{
    IntSet contents = {0};

    alias_of_value(w->alias, result, &contents);
    whole_doubt(w, &contents);
    alias_fill(w->alias, whole_result(w, w->at)->id, &contents);
}

/* What is stored in memory, or in a variable that is not the function's own. */
static void whole_assign(Whole *w, const Expr *place, const Expr *value)
{
    const Var *root = ir_root_var(place);
    IntSet     contents = {0};

    if (!type_holds_pointer(place->type) || (root && root->kind != VAR_GLOBAL))
        return;
    alias_of_value(w->alias, value, &contents);
    whole_doubt(w, &contents);
    alias_store(w->alias, place, &contents);
}

static void whole_stmt(void *data, Stmt *s)
{
    Whole *w = data;

    if (s->kind == STMT_CALL) {
        whole_call(w, s);
        return;
    }
    alias_visit(w->alias, s);
    if (s->kind == STMT_RETURN && s->u.result)
        whole_return(w, s->u.result);
    else if (s->kind == STMT_ASSIGN)
        whole_assign(w, s->u.assign.place, s->u.assign.value);
}

/* The caller of a derivative may give it anything. */
static void whole_open_params(Whole *w, const Func *func)
{
    IntSet unknown = {0};

    intset_add(w->arena, &unknown, w->alias->unknown);
    for (int i = 0; i < func->params.count; i++)
        if (type_holds_pointer(func->params.items[i]->type))
            whole_fill_var(w, func->params.items[i], &unknown);
}

static void whole_find_site(void *data, Stmt *s)
{
    Whole *w = data;

    if (s->kind != STMT_CALL || !alias_makes_block(s->u.call.callee))
        return;
    Object *block = alias_new_object(w->alias, OBJECT_ALLOC, NULL);
    block->site = s;
    map_put(w->alias->of_site, s, block);
}

void whole_solve(Whole *w)
{
    w->alias = alias_new(w->arena, w->p, NULL);
    for (int i = 0; i < w->p->requests.count; i++)
        whole_open_params(w, w->p->requests.items[i]->func);
    for (int i = 0; i < w->funcs.count; i++)
        ir_visit_stmts(w->funcs.items[i]->body, whole_find_site, w);
    do {
        w->alias->grown = false;
        for (int i = 0; i < w->funcs.count; i++) {
            w->at = w->funcs.items[i];
            ir_visit_stmts(w->at->body, whole_stmt, w);
        }
    } while (w->alias->grown);
}
