#include "sweep/lifetimes.h"

#include <string.h>

#include "analysis/alias.h"
#include "analysis/layout.h"
#include "base/intern.h"
#include "ir/build.h"
#include "ir/walk.h"
#include "rules/rule.h"

typedef struct Lifetimes {
    Program *p;
    Func    *func;
    Arena   *arena;
    Alias   *alias;
    Layout  *layout;
    int     *to;              /* by index in the function's list: before which one the statement goes; -1: it stays */
} Lifetimes;

static Stmt *stmt_at(const Lifetimes *l, int index)
{
    return l->func->body->stmts.items[index];
}

static int stmt_count(const Lifetimes *l)
{
    return l->func->body->stmts.count;
}

static void look_at_function(Lifetimes *l)
{
    ir_mark_registers(l->func);
    l->alias = alias_analyze(l->arena, l->p, l->func, NULL);
    l->layout = layout_build(l->arena, l->func, l->alias);
    l->to = ARENA_ARRAY(l->arena, int, stmt_count(l) + 1);
    for (int i = 0; i < stmt_count(l); i++)
        l->to[i] = -1;
}

/* Put the statements where they are to go, in their order. */
static bool move_all(Lifetimes *l)
{
    Block *made = ir_block(l->p);
    int    count = stmt_count(l);
    bool   any = false;
    for (int i = 0; i <= count; i++) {
        for (int k = 0; k < count; k++)
            if (l->to[k] == i)
                ir_push(l->p, made, stmt_at(l, k));
        if (i < count && l->to[i] < 0)
            ir_push(l->p, made, stmt_at(l, i));
        any |= i < count && l->to[i] >= 0;
    }
    if (any)
        l->func->body = made;
    return any;
}

/* ---- allocations go down ---- */

static bool is_own_allocation(const Stmt *s)
{
    const Expr *place = s->kind == STMT_CALL ? s->u.call.place : NULL;
    return place && ir_is_register(place) && type_is_pointer(place->type)
        && (strcmp(s->u.call.callee->name, "adgen_allocate") == 0 || strcmp(s->u.call.callee->name, "adgen_allocate_zeros") == 0);
}

/* double *x_adj; x_adj = adgen_allocate (…); */
static bool is_birth(const Lifetimes *l, int index)
{
    const Stmt *s = stmt_at(l, index), *next = index + 1 < stmt_count(l) ? stmt_at(l, index + 1) : NULL;
    return s->kind == STMT_DECL && s->u.decl.init == NULL && next && is_own_allocation(next)
        && next->u.call.place->u.var == s->u.decl.var;
}

/* double *x_adj = block_adj; */
static bool is_name(const Stmt *s)
{
    const Expr *init = s->kind == STMT_DECL ? s->u.decl.init : NULL;
    return init && s->u.decl.var->is_register && s->u.decl.var->kind == VAR_TEMP && type_is_pointer(s->u.decl.var->type)
        && ir_is_register(ir_uncast(init));
}

/* The statements of the function's list that mention each variable. */
typedef struct Mentions {
    Lifetimes *l;
    Map       *first;         /* Var -> its List */
    int        index;
} Mentions;

typedef struct List {
    VEC(int) at;
} List;

static void note_var(void *data, Var *var)
{
    Mentions *m = data;
    List     *list = map_get(m->first, var);
    if (!list) {
        list = ARENA_NEW(m->l->arena, List);
        map_put(m->first, var, list);
    }
    if (list->at.count == 0 || list->at.items[list->at.count - 1] != m->index)
        VEC_PUSH(m->l->arena, &list->at, m->index);
}

static void note_expr(void *data, const Expr *e)
{
    if (e->op == OP_VAR)
        note_var(data, e->u.var);
    else if (e->op == OP_OPAQUE)
        ir_visit_opaque(e->u.opaque, note_var, data);
}

static void note_stmt(void *data, Stmt *s)
{
    ir_visit_stmt_exprs(s, note_expr, data);
    if (s->kind == STMT_OPAQUE)
        ir_visit_opaque(s->u.opaque, note_var, data);
    if (s->kind == STMT_DECL)
        note_var(data, s->u.decl.var);
}

static Map *find_mentions(Lifetimes *l)
{
    Mentions m = {.l = l, .first = map_new(l->arena)};
    for (m.index = 0; m.index < stmt_count(l); m.index++)
        ir_visit_stmt(stmt_at(l, m.index), note_stmt, &m);
    return m.first;
}

/* Before which statement the variable is needed, behind the given one: where that goes down itself, it goes before it. */
static int needed_at(const Lifetimes *l, const Map *mentions, const Var *var, int index)
{
    const List *list = map_get(mentions, var);
    int         first = stmt_count(l);
    for (int i = 0; list && i < list->at.count; i++) {
        int at = list->at.items[i];
        int to = l->to[at] >= 0 ? l->to[at] : at;
        if (at > index && to < first)
            first = to;
    }
    return first;
}

/* Whether the values that the statement reads stay as they are until before the other one. */
static bool stays(const Lifetimes *l, const Stmt *s, int to)
{
    int first = layout_info(l->layout, s)->pos, last = to < stmt_count(l) ? layout_info(l->layout, stmt_at(l, to))->pos - 1 : first;
    if (s->kind == STMT_DECL)
        return !layout_changes(l->layout, s->u.decl.init, first, last);
    for (int i = 0; i < s->u.call.count; i++)
        if (layout_changes(l->layout, s->u.call.args[i], first + 1, last))
            return false;
    return true;
}

/* Whether something happens between the two statements but allocations and declarations. */
static bool is_far(const Lifetimes *l, int index, int to)
{
    for (int i = index + 1; i < to; i++)
        if (stmt_at(l, i)->kind != STMT_DECL && stmt_at(l, i)->kind != STMT_COMMENT && !is_own_allocation(stmt_at(l, i)))
            return true;
    return false;
}

static bool find_births(Lifetimes *l)
{
    const Map *mentions = find_mentions(l);
    for (int i = stmt_count(l) - 1; i >= 0; i--) {
        bool is_pair = is_birth(l, i);
        if (!is_pair && !is_name(stmt_at(l, i)))
            continue;
        int last = is_pair ? i + 1 : i;
        int to = needed_at(l, mentions, stmt_at(l, i)->u.decl.var, last);
        if (!is_far(l, last, to) || to >= stmt_count(l) || !stays(l, stmt_at(l, last), to))
            continue;
        for (int k = i; k <= last; k++)
            l->to[k] = to;
    }
    return move_all(l);
}

/* ---- frees go up ---- */

/* What a statement may touch. */
typedef struct Touched {
    Lifetimes *l;
    IntSet     objects;
    bool       all;
} Touched;

static void touch_place(void *data, const Expr *e)
{
    Touched *t = data;
    if ((op_info[e->op].flags & OPF_PLACE) && !ir_is_register(e))
        alias_of_place(t->l->alias, e, &t->objects);
}

static void touch_expr(void *data, const Expr *e)
{
    Touched *t = data;
    if (e->op == OP_OPAQUE)
        t->all = true;
    else if (type_is_pointer(e->type) || e->type->canon->kind == TYPE_RECORD)
        alias_reach(t->l->alias, e, &t->objects);
    touch_place(t, e);
}

static bool is_free(const Stmt *s)
{
    return s->kind == STMT_CALL && s->u.call.count == 1 && rule_effect(s->u.call.callee->name) == EFFECT_FREE
        && s->u.call.callee->body == NULL;
}

/* Whether a call may go through global variables, or what else a function that nobody sees has kept, to any block. */
static bool may_touch_all(const Lifetimes *l, const Stmt *call)
{
    const Effects *effects = alias_effects(l->alias, call->u.call.callee);
    if (effects)
        return effects->unknown || effects->globals || effects->uses_globals;
    return rule_effect(call->u.call.callee->name) == EFFECT_UNKNOWN && !is_own_allocation(call);
}

static void touch_stmt(void *data, Stmt *s)
{
    Touched *t = data;
    ir_visit_stmt_exprs(s, touch_expr, t);
    t->all |= s->kind == STMT_OPAQUE || (s->kind == STMT_CALL && may_touch_all(t->l, s));
}

/* The pointer register that the statement frees, if all that it may lead to is what the function has allocated. */
static const Expr *freed(Lifetimes *l, const Stmt *s, IntSet *objects)
{
    const Expr *pointer = is_free(s) ? ir_uncast(s->u.call.args[0]) : NULL;
    if (!pointer || !ir_is_register(pointer))
        return NULL;
    alias_of_pointer(l->alias, pointer, objects);
    for (int i = 0; i < objects->count; i++)
        if (alias_object(l->alias, objects->items[i])->kind != OBJECT_ALLOC)
            return NULL;
    return objects->count > 0 ? pointer : NULL;
}

static bool touches(const Lifetimes *l, const Touched *t, const IntSet *objects)
{
    return t->all || alias_sets_overlap(l->alias, &t->objects, objects);
}

/* Whether freeing one block takes a look into the other: free (a->at) before free (a). */
static bool frees_from(Lifetimes *l, const Stmt *s, const IntSet *objects)
{
    Touched read = {.l = l};
    ir_visit_expr(s->u.call.args[0], touch_place, &read);
    return touches(l, &read, objects);
}

static void find_last(Lifetimes *l, const Touched *touched, int index)
{
    IntSet      objects = {0};
    const Expr *pointer = freed(l, stmt_at(l, index), &objects);
    int         last = index - 1;
    bool        passes = false;
    if (!pointer)
        return;
    for (; last >= 0; last--) {
        Stmt           *s = stmt_at(l, last);
        const StmtInfo *info = layout_info(l->layout, s);
        if (is_free(s) && !frees_from(l, s, &objects))
            continue;
        if (touches(l, &touched[last], &objects) || layout_assigns(l->layout, pointer->u.var, info->pos, info->end))
            break;
        passes |= s->kind != STMT_COMMENT && s->kind != STMT_DECL;
    }
    if (passes && last >= 0)
        l->to[index] = last + 1;
}

static void find_deaths(Lifetimes *l)
{
    Touched *touched = ARENA_ARRAY(l->arena, Touched, stmt_count(l) + 1);
    for (int i = 0; i < stmt_count(l); i++) {
        touched[i] = (Touched){.l = l};
        ir_visit_stmt(stmt_at(l, i), touch_stmt, &touched[i]);
    }
    for (int i = 0; i < stmt_count(l); i++)
        find_last(l, touched, i);
    move_all(l);
}

/* ---- the pass ---- */

void lifetimes_func(Program *p, Func *func)
{
    enum { MOST_STATEMENTS = 2000 };
    Lifetimes l = {.p = p, .func = func, .arena = arena_new()};
    int       births = 0, deaths = 0;
    for (int i = 0; i < stmt_count(&l); i++) {
        births += is_own_allocation(stmt_at(&l, i));
        deaths += is_free(stmt_at(&l, i));
    }
    if (births > 0 && deaths > 0 && stmt_count(&l) <= MOST_STATEMENTS && !func->retypes) {
        look_at_function(&l);
        if (find_births(&l))
            look_at_function(&l);
        find_deaths(&l);
    }
    arena_free(l.arena);
}
