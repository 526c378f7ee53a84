#include "callee.h"

#include "ir/walk.h"
#include "parts.h"
#include "rules/rule.h"

/* ---- What the body does to its parameters and to memory ---- */

typedef struct Use {
    bool changed;   /* assigned, its address taken, or named by opaque text */
} Use;

typedef struct Study {
    Program *p;
    Callee  *callee;
} Study;

static Use *use_of(Study *st, const Var *var)
{
    Use *use = map_get(st->callee->uses, var);
    if (!use) {
        use = ARENA_NEW(st->p->arena, Use);
        map_put(st->callee->uses, var, use);
    }
    return use;
}

static void note_changed(Study *st, const Var *var)
{
    if (var && var->kind == VAR_PARAM)
        use_of(st, var)->changed = true;
}

static void note_opaque(Study *st, const Opaque *opaque)
{
    for (int i = 0; i < opaque->vars.count; i++)
        note_changed(st, opaque->vars.items[i]);
    if (opaque->effects || opaque->writes.count || opaque->reaches.count)
        st->callee->writes_memory = true;
}

static void note_node(void *data, const Expr *e)
{
    Study *st = data;
    if (e->op == OP_VAR && e->u.var->kind == VAR_PARAM)
        use_of(st, e->u.var);
    else if (e->op == OP_ADDR || e->op == OP_DECAY)
        note_changed(st, ir_root_var(e->args[0]));
    else if (e->op == OP_OPAQUE)
        note_opaque(st, e->u.opaque);
}

static void note_target(Study *st, const Expr *place)
{
    const Var *root = ir_root_var(place);
    note_changed(st, root);
    if (!root || root->kind == VAR_GLOBAL)
        st->callee->writes_memory = true;
}

static void note_expr(void *data, const Expr *e, bool is_target)
{
    ir_visit_expr(e, note_node, data);
    if (is_target)
        note_target(data, e);
}

/* Whether a call that stays a call may write what the caller sees. */
static bool call_writes(const Func *callee)
{
    Effect effect = rule_effect(callee->name);
    return effect != EFFECT_NONE && effect != EFFECT_READ && effect != EFFECT_ALLOC && effect != EFFECT_OUTPUT;
}

static void note_stmt(void *data, Stmt *s)
{
    Study *st = data;
    st->callee->stmts++;
    ir_stmt_exprs(s, note_expr, st);
    if (s->kind == STMT_FOR)
        note_changed(st, s->u.loop_for.var);
    else if (s->kind == STMT_OPAQUE)
        note_opaque(st, s->u.opaque);
    else if (s->kind == STMT_CALL && call_writes(s->u.call.callee))
        st->callee->writes_memory = true;
}

/* The lengths in a parameter's type use other parameters. */
static void note_lengths(Study *st, const Type *type)
{
    for (; type->kind == TYPE_ARRAY || type->kind == TYPE_POINTER; type = type_elem(type)) {
        if (type->kind == TYPE_ARRAY && type->u.array.length)
            ir_visit_expr(type->u.array.length, note_node, st);
    }
}

Callee *callee_study(Program *p, Func *func)
{
    Callee *callee = ARENA_NEW(p->arena, Callee);
    callee->func = func;
    callee->uses = map_new(p->arena);
    Study st = {p, callee};
    ir_visit_stmts(func->body, note_stmt, &st);
    for (int i = 0; i < func->params.count; i++)
        note_lengths(&st, func->params.items[i]->type);
    return callee;
}

bool callee_ignores(const Callee *callee, const Var *param)
{
    return !map_get(callee->uses, param);
}

/* ---- Arguments that may stand for parameters ---- */

enum { CHEAP = 12 };  /* nodes of an argument */

static bool is_cheap(const Expr *e, int *budget);

/* A variable, or a member of one or of what a variable points to. */
static bool is_cheap_place(const Expr *e, int *budget)
{
    if (--*budget < 0)
        return false;
    switch (e->op) {
    case OP_VAR:   return true;
    case OP_FIELD: return is_cheap_place(e->args[0], budget);
    case OP_DEREF: return e->args[0]->op == OP_VAR;
    default:       return false;
    }
}

/* What an address is taken of: finding it must be cheap. */
static bool is_cheap_object(const Expr *e, int *budget)
{
    if (e->op != OP_INDEX)
        return e->op == OP_FIELD ? is_cheap_object(e->args[0], budget) : is_cheap_place(e, budget);
    const Expr *base = e->args[0];
    bool        cheap = base->type->kind == TYPE_ARRAY ? is_cheap_object(base, budget) : is_cheap(base, budget);
    return cheap && is_cheap(e->args[1], budget);
}

static bool is_cheap_cast(const Expr *e, int *budget)
{
    const Expr *value = e->args[0];
    if (type_is_pointer(e->type)) {
        bool same = e->type->canon == value->type->canon || value->op == OP_INT;
        return same && is_cheap(value, budget);
    }
    return type_is_arithmetic(value->type) && is_cheap(value, budget);
}

static bool is_cheap(const Expr *e, int *budget)
{
    if (--*budget < 0 || e->type->quals & TYPE_VOLATILE)
        return false;
    switch (e->op) {
    case OP_INT:
    case OP_REAL:
    case OP_STRING:
    case OP_SIZEOF:
    case OP_FUNC:   return true;
    case OP_VAR:
    case OP_FIELD:  return is_cheap_place(e, budget);
    case OP_DEREF:  return e->type->kind == TYPE_RECORD && is_cheap_place(e, budget);
    case OP_ADDR:
    case OP_DECAY:  return is_cheap_object(e->args[0], budget);
    case OP_CAST:   return is_cheap_cast(e, budget);
    case OP_PTRADD: return is_cheap(e->args[0], budget) && is_cheap(e->args[1], budget);
    case OP_NEG:    return (type_is_integer(e->type) || e->args[0]->op == OP_REAL) && is_cheap(e->args[0], budget);
    case OP_ADD:
    case OP_SUB:
    case OP_MUL:
        return type_is_integer(e->type) && is_cheap(e->args[0], budget) && is_cheap(e->args[1], budget);
    default:        return false;
    }
}

bool callee_takes(const Callee *callee, const Var *param, const Expr *arg)
{
    const Use *use = map_get(callee->uses, param);
    int        budget = CHEAP;
    if (!use || use->changed || param->pinned || param->type->quals & TYPE_VOLATILE)
        return false;
    if ((param->inactive && type_holds_real(param->type, true)) || ir_row(arg))
        return false;
    return is_cheap(arg, &budget) && !(callee->writes_memory && ir_reads_memory(arg));
}

/* ---- Which calls ---- */

/* A search of what a function may call. */
typedef struct Search {
    Map *visited;
    bool found;
} Search;

static void search(Search *found, const Func *func);

static void find_global(Search *found, const Var *var)
{
    if (var->kind == VAR_GLOBAL && var->is_written && !var->inactive && type_holds_real(var->type, true))
        found->found = true;
}

static void find_global_node(void *data, const Expr *e)
{
    if (e->op == OP_VAR)
        find_global(data, e->u.var);
}

static void find_in_stmt(void *data, Stmt *s)
{
    Search *found = data;
    if (found->found)
        return;
    ir_visit_stmt_exprs(s, find_global_node, found);
    if (s->kind == STMT_OPAQUE) {
        for (int i = 0; i < s->u.opaque->vars.count; i++)
            find_global(found, s->u.opaque->vars.items[i]);
    } else if (s->kind == STMT_CALL) {
        search(found, s->u.call.callee);
    }
}

static void search(Search *found, const Func *func)
{
    if (!func->body || map_get(found->visited, func))
        return;
    map_put(found->visited, func, found);
    ir_visit_stmts(func->body, find_in_stmt, found);
}

/* Whether the function, or one that it calls, touches a global that holds reals. */
static bool reaches_globals(const Func *func, Map *known)
{
    static const char yes, no;
    const char *verdict = map_get(known, func);
    if (!verdict) {
        Arena *arena = arena_new();
        Search found = {map_new(arena), false};
        search(&found, func);
        arena_free(arena);
        verdict = found.found ? &yes : &no;
        map_put(known, func, (void *)verdict);
    }
    return verdict == &yes;
}

bool callee_touches_reals(const Stmt *call, Map *known)
{
    const Func *func = call->u.call.callee;
    const Expr *place = call->u.call.place;
    if (type_holds_real(func->result, true) || (place && type_holds_real(place->type, true)))
        return true;
    if (func->result->canon->kind == TYPE_RECORD && type_holds_pointer(func->result))
        return true;            /* a closure, a piece of an arena: its pointers may lead to reals */
    for (int i = 0; i < func->params.count; i++) {
        if (type_holds_real(func->params.items[i]->type, true))
            return true;
    }
    for (int i = 0; i < call->u.call.count; i++) {
        const Expr *arg = call->u.call.args[i];
        while (arg->op == OP_CAST)  /* a void * may be anything */
            arg = arg->args[0];
        if (type_is_pointer(arg->type) && type_holds_real(arg->type, true))
            return true;
    }
    return reaches_globals(func, known);
}
