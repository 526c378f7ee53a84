#include "analysis/effects.h"

#include <string.h>

#include "analysis/alias.h"
#include "analysis/bytes.h"
#include "base/intern.h"
#include "ir/runtime.h"
#include "ir/walk.h"
#include "rules/blas.h"
#include "rules/rule.h"

typedef struct Search {
    const Program *p;
    Map           *known;               /* Func -> Effects */
    VEC(const Func *) funcs;            /* those whose effects are being found */
    Map           *globals;             /* Var -> itself: its initialiser has been searched */
} Search;

/* One function in one round. */
typedef struct Study {
    const Program *p;
    const Func    *func;
    Alias         *alias;
    Effects       *effects;
    bool           grown;
} Study;

static void effects_set(Study *st, bool *fact)
{
    st->grown |= !*fact;
    *fact = true;
}

static int effects_param(const Func *func, const Var *param)
{
    for (int i = 0; i < func->params.count; i++)
        if (func->params.items[i] == param)
            return i;
    return -1;
}

static void effects_note_write(Study *st, const IntSet *objects)
{
    for (int i = 0; i < objects->count; i++) {
        const Object *object = alias_object(st->alias, objects->items[i]);

        if (alias_is_foreign(object))
            effects_set(st, &st->effects->writes[effects_param(st->func, object->var)]);
        else if (object->kind == OBJECT_UNKNOWN)
            effects_set(st, &st->effects->unknown);
        else if (object->kind == OBJECT_VAR && object->var->kind == VAR_GLOBAL)
            effects_set(st, &st->effects->globals);
    }
}

/* Reals, or bytes of them, may come here or from here. */
static void effects_note_reals(Study *st, const IntSet *objects)
{
    for (int i = 0; i < objects->count; i++) {
        const Object *object = alias_object(st->alias, objects->items[i]);

        if (alias_is_foreign(object) && !type_holds_real(object->var->type, true))
            effects_set(st, &st->effects->hides[effects_param(st->func, object->var)]);
    }
}

static void effects_note_place(Study *st, const Expr *place)
{
    IntSet objects = {0};

    alias_of_place(st->alias, place, &objects);
    effects_note_write(st, &objects);
}

static void effects_note_reach(Study *st, const Expr *arg)
{
    IntSet reached = {0};

    alias_reach(st->alias, arg, &reached);
    effects_note_write(st, &reached);
}

static void effects_note_free(Study *st, const IntSet *freed)
{
    for (int i = 0; i < freed->count; i++) {
        const Object *object = alias_object(st->alias, freed->items[i]);

        if (alias_is_foreign(object))
            effects_set(st, &st->effects->frees[effects_param(st->func, object->var)]);
        else if (object->kind == OBJECT_UNKNOWN || (object->kind == OBJECT_VAR && object->var->kind == VAR_GLOBAL))
            effects_set(st, &st->effects->unknown);
    }
}

static void effects_note_resize(Study *st, const IntSet *resized)
{
    for (int i = 0; i < resized->count; i++) {
        const Object *object = alias_object(st->alias, resized->items[i]);

        if (alias_is_foreign(object))
            effects_set(st, &st->effects->resizes[effects_param(st->func, object->var)]);
    }
}

/* Pointers to these are stored where the caller sees them. */
static void effects_note_kept(Study *st, const IntSet *held)
{
    for (int i = 0; i < held->count; i++) {
        const Object *object = alias_object(st->alias, held->items[i]);

        if (!alias_is_foreign(object))
            continue;
        effects_set(st, &st->effects->stores);
        effects_set(st, &st->effects->keeps[effects_param(st->func, object->var)]);
    }
}

/* s->p = &s->a: what a parameter leads to may hold any address of what it leads to, before; so contents do not tell. */
static void effects_note_stored(Study *st, const IntSet *objects, const Expr *value)
{
    IntSet held = {0};
    bool   foreign = false;

    for (int i = 0; i < objects->count; i++)
        foreign |= alias_is_foreign(alias_object(st->alias, objects->items[i]));
    if (!foreign)
        return;
    alias_reach(st->alias, value, &held);
    effects_note_kept(st, &held);
}

static void effects_note_store(Study *st, const Expr *place, const Expr *value)
{
    IntSet objects = {0};

    if (!type_holds_pointer(place->type))
        return;
    alias_of_place(st->alias, place, &objects);
    effects_note_stored(st, &objects, value);
}

/* What a call returns, or puts where its first or second argument leads, may be an address that its arguments lead to. */
static void effects_note_results(Study *st, const Stmt *s)
{
    Effect effect = s->u.call.callee->body ? EFFECT_UNKNOWN : rule_effect(s->u.call.callee->name);
    int    to = effect == EFFECT_COPY ? 0 : effect == EFFECT_PARSE ? 1 : -1;
    IntSet objects = {0};

    for (int i = 0; s->u.call.place && i < s->u.call.count; i++)
        effects_note_store(st, s->u.call.place, s->u.call.args[i]);
    if (to < 0 || to >= s->u.call.count)
        return;
    alias_of_pointer(st->alias, s->u.call.args[to], &objects);
    effects_note_stored(st, &objects, s->u.call.args[1 - to]);
}

/* Of integers and the like, which no adjoint goes with, it is only known that they may be written. */
static void effects_resize(Study *st, const Expr *pointer)
{
    const Type *type = ir_uncast(pointer)->type;
    IntSet      resized = {0};

    effects_note_reach(st, pointer);
    if (!type_is_pointer(type) || (type_elem(type)->canon->kind != TYPE_VOID && !type_holds_real(type, true)))
        return;
    alias_of_pointer(st->alias, pointer, &resized);
    effects_note_resize(st, &resized);
}

/* What the callee does to what its i-th argument leads to. */
static void effects_by_argument(Study *st, const Effects *callee, const Stmt *s, int i)
{
    IntSet reached = {0};

    alias_reach(st->alias, s->u.call.args[i], &reached);
    if (callee->writes[i])
        effects_note_write(st, &reached);
    if (callee->frees[i])
        effects_note_free(st, &reached);
    if (callee->hides[i])
        effects_note_reals(st, &reached);
    if (callee->stores && callee->keeps[i])
        effects_note_kept(st, &reached);
    if (callee->resizes[i])
        effects_note_resize(st, &reached);
}

/* What any call of such a function does, whatever it is given. */
static void effects_of_called(Study *st, const Effects *callee)
{
    if (callee->globals)
        effects_set(st, &st->effects->globals);
    if (callee->uses_globals)
        effects_set(st, &st->effects->uses_globals);
    if (callee->puns)
        effects_set(st, &st->effects->puns);
    if (callee->forges)
        effects_set(st, &st->effects->forges);
    if (callee->scans)
        effects_set(st, &st->effects->scans);
    if (callee->acts)
        effects_set(st, &st->effects->acts);
    if (callee->ends)
        effects_set(st, &st->effects->ends);
    if (callee->unknown)
        effects_set(st, &st->effects->unknown);
}

static void effects_visible_call(Study *st, const Stmt *s)
{
    const Effects *callee = effects_of(st->p, s->u.call.callee);

    for (int i = 0; i < s->u.call.count && i < s->u.call.callee->params.count; i++)
        effects_by_argument(st, callee, s, i);
    effects_of_called(st, callee);
    if (s->u.call.callee->no_derivative)
        effects_set(st, &st->effects->acts);
}

/* memcpy: where neither side may be bytes, those of reals do not go through it. */
static void effects_copy(Study *st, const Stmt *s)
{
    const Expr *to = s->u.call.args[0], *from = s->u.call.args[1];
    const Type *to_type = ir_uncast(to)->type, *from_type = ir_uncast(from)->type;
    IntSet      reached = {0};

    effects_note_reach(st, to);
    if (bytes_copy(st->alias, s))
        effects_set(st, &st->effects->puns);
    if (!bytes_behind(to_type) && !bytes_behind(from_type) && !type_holds_real(to_type, true) && !type_holds_real(from_type, true))
        return;
    alias_of_pointer(st->alias, to, &reached);
    alias_of_pointer(st->alias, from, &reached);
    effects_note_reals(st, &reached);
}

static bool effects_gets_reals(const Stmt *s)
{
    for (int i = 0; i < s->u.call.count; i++)
        if (type_holds_real(s->u.call.args[i]->type, true))
            return true;
    return false;
}

/* What is printed to a stream, numbers as text, may be read from it again. */
static void effects_print(Study *st, const Stmt *s)
{
    IntSet streams = {0};

    for (int i = 0; i < s->u.call.count; i++)
        if (bytes_is_stream(s->u.call.args[i]))
            alias_of_pointer(st->alias, s->u.call.args[i], &streams);
    effects_note_write(st, &streams);
    effects_note_reals(st, &streams);
}

static void effects_call(Study *st, const Stmt *s);

/* What qsort's function to compare elements does to globals. */
static void effects_callbacks(Study *st, const Stmt *s)
{
    Targets given = {0};

    alias_callbacks(st->alias, s, &given);
    for (int i = 0; i < given.count; i++)
        effects_of_called(st, effects_of(st->p, given.items[i]));
}

static void effects_indirect_call(Study *st, const Stmt *s)
{
    Targets targets = {0};

    if (!alias_targets(st->alias, s, &targets)) {
        effects_set(st, &st->effects->unknown);
        effects_set(st, &st->effects->ends);
    }
    for (int i = 0; i < targets.count; i++) {
        Stmt direct = alias_direct_call(s, targets.items[i]);

        effects_call(st, &direct);
    }
}

bool effects_end_outside(const Func *callee)
{
    static const char runtime[] = "adgen_";
    Effect            effect = rule_effect(callee->name);
    char              precision;

    if (effect != EFFECT_UNKNOWN)
        return effect == EFFECT_ABORT;
    return rule_storing(callee->name) == NULL && !rule_is_sincos(callee->name) && !blas_is_routine(callee->name, &precision) &&
           strncmp(callee->name, runtime, sizeof runtime - 1) != 0;
}

static void effects_call(Study *st, const Stmt *s)
{
    const Func *callee = s->u.call.callee;
    IntSet      reached = {0};
    bool        stores;

    if (s->u.call.place)
        effects_note_place(st, s->u.call.place);
    effects_note_results(st, s);
    if (callee->is_indirect) {
        effects_indirect_call(st, s);
        return;
    }
    if (callee->body) {
        effects_visible_call(st, s);
        return;
    }
    if (effects_end_outside(callee))
        effects_set(st, &st->effects->ends);
    stores = callee->is_library && (rule_storing(callee->name) || rule_is_sincos(callee->name));
    if (rule_effect(callee->name) == EFFECT_OUTPUT || (rule_effect(callee->name) == EFFECT_UNKNOWN && !stores) ||
        callee->no_derivative)
        effects_set(st, &st->effects->acts);
    switch (rule_effect(callee->name)) {
    case EFFECT_FREE:
        alias_of_pointer(st->alias, s->u.call.args[0], &reached);
        effects_note_free(st, &reached);
        break;
    case EFFECT_RESIZE:
        effects_resize(st, s->u.call.args[0]);
        break;
    case EFFECT_PARSE:
        alias_of_pointer(st->alias, s->u.call.args[1], &reached);
        effects_note_write(st, &reached);
        break;
    case EFFECT_OUTPUT:
        effects_print(st, s);
        break;
    case EFFECT_COPY:
        effects_copy(st, s);
        break;
    case EFFECT_FILL:
        effects_note_reach(st, s->u.call.args[0]);
        break;
    case EFFECT_UNKNOWN:
        for (int i = 0; i < s->u.call.count; i++) {
            if (!type_is_pointer(s->u.call.args[i]->type))
                continue;
            if (bytes_is_stream(s->u.call.args[i]))
                effects_set(st, &st->effects->scans);
            effects_note_reach(st, s->u.call.args[i]);
            alias_of_pointer(st->alias, s->u.call.args[i], &reached);
        }
        if (effects_gets_reals(s) && !stores)        /* snprintf: a text of them */
            effects_note_reals(st, &reached);
        if (!callee->is_library)
            effects_set(st, &st->effects->unknown);
        effects_callbacks(st, s);
        break;
    default:
        break;
    }
}

static void effects_opaque(Study *st, const Opaque *opaque)
{
    for (int i = 0; i < opaque->writes.count; i++)
        if (opaque->writes.items[i]->kind == VAR_GLOBAL)
            effects_set(st, &st->effects->globals);
    if (opaque->behind.count)
        effects_set(st, &st->effects->uses_globals);
    if (opaque->reaches.count)
        effects_set(st, &st->effects->unknown);
    if (opaque->effects)
        effects_set(st, &st->effects->ends);
}

static void effects_return(Study *st, const Expr *result)
{
    IntSet reached = {0};

    alias_reach(st->alias, result, &reached);
    for (int i = 0; i < reached.count; i++) {
        const Object *object = alias_object(st->alias, reached.items[i]);

        if (alias_is_foreign(object))
            effects_set(st, &st->effects->returns[effects_param(st->func, object->var)]);
        else if (object->kind == OBJECT_ALLOC)
            effects_set(st, &st->effects->fresh);
        else if (object->kind == OBJECT_FUNC)
            effects_set(st, &st->effects->functions);
        else if (object->kind == OBJECT_UNKNOWN || (object->kind == OBJECT_VAR && object->var->kind == VAR_GLOBAL))
            effects_set(st, &st->effects->unknown);
    }
}

/* (double *)(address + offset), where the address is an integer. */
static bool effects_is_forged(const Expr *e)
{
    return e->op == OP_CAST && type_is_pointer(e->type) && !type_is_function_pointer(e->type) && bytes_may_lead(e->type) &&
           type_is_integer(e->args[0]->type) && ir_uncast(e->args[0])->op != OP_INT;
}

static void effects_note_node(void *data, const Expr *e)
{
    Study *st = data;

    if (e->op == OP_VAR && e->u.var->kind == VAR_GLOBAL && e->u.var->is_written)
        effects_set(st, &st->effects->uses_globals);
    if (bytes_other_member(e) || (bytes_cast(e) && type_holds_real(type_elem(e->args[0]->type), false)))
        effects_set(st, &st->effects->puns);
    if (effects_is_forged(e))
        effects_set(st, &st->effects->forges);
    if ((op_info[e->op].flags & OPF_PLACE) && e->op != OP_VAR && type_is_real(e->type)) {
        IntSet objects = {0};

        alias_of_place(st->alias, e, &objects);
        effects_note_reals(st, &objects);
    }
}

static void effects_stmt(void *data, Stmt *s)
{
    Study *st = data;

    ir_visit_stmt_exprs(s, effects_note_node, st);

    switch (s->kind) {
    case STMT_ASSIGN:
        effects_note_place(st, s->u.assign.place);
        effects_note_store(st, s->u.assign.place, s->u.assign.value);
        break;
    case STMT_CALL:
        effects_call(st, s);
        break;
    case STMT_OPAQUE:
        effects_opaque(st, s->u.opaque);
        break;
    case STMT_RETURN:
        if (s->u.result)
            effects_return(st, s->u.result);
        break;
    default:
        break;
    }
}

/* Pointers that were stored where the caller sees them. */
static void effects_stored(Study *st)
{
    for (int i = 0; i < alias_count(st->alias); i++) {
        const Object *object = alias_object(st->alias, i);
        bool          global = object->kind == OBJECT_VAR && object->var->kind == VAR_GLOBAL && object->var->is_written &&
                      !type_is_const(object->var->type);

        if (!alias_is_foreign(object) && !global && object->kind != OBJECT_ALLOC)
            continue;
        for (int j = 0; j < object->contents.count; j++) {
            const Object *held = alias_object(st->alias, object->contents.items[j]);

            if (alias_is_foreign(object) && alias_is_foreign(held) && held->var == object->var)
                continue;
            if (alias_is_foreign(held))
                effects_set(st, &st->effects->keeps[effects_param(st->func, held->var)]);
            if (held->kind == OBJECT_FUNC)
                effects_set(st, &st->effects->functions);
            if (object->kind == OBJECT_ALLOC || held->kind == OBJECT_FUNC)
                continue;
            if (held->kind == OBJECT_ALLOC)
                effects_set(st, &st->effects->fresh);
            if (global && held->kind != OBJECT_UNKNOWN)
                effects_set(st, &st->effects->unknown);
            if (held->kind == OBJECT_VAR && held->var->kind == VAR_GLOBAL && (held->var->is_written || !type_is_plain(held->var->type)))
                effects_set(st, &st->effects->unknown);
            if (!global)
                effects_set(st, held->kind == OBJECT_UNKNOWN ? &st->effects->unknown : &st->effects->stores);
        }
    }
}

/* Whether an argument of the type leads to memory that no const forbids to write; behind a pointer to a const record, what
 * its members lead to is taken to be as const. */
static bool effects_may_write(const Type *type)
{
    type = type->kind == TYPE_ARRAY ? type_elem(type) : type;
    if (type_is_function_pointer(type))
        return false;
    if (type_is_pointer(type))
        return !type_is_const(type_elem(type)) || (type_is_pointer(type_elem(type)) && effects_may_write(type_elem(type)));
    if (type->canon->kind == TYPE_RECORD)
        for (int i = 0; i < type->canon->u.record->fields.count; i++)
            if (effects_may_write(type->canon->u.record->fields.items[i]->type))
                return true;
    return false;
}

/* A function with a derivative of its own, whose body is elsewhere: it writes where no const forbids it, nothing else. */
static void effects_of_outline(const Func *func, Effects *effects)
{
    for (int i = 0; i < func->params.count; i++) {
        const Type *type = (func->parts ? func->parts->shape : func)->params.items[i]->type;

        effects->writes[i] = effects_may_write(type);
    }
}

static bool effects_round(Search *search, const Func *func)
{
    Study st = {.p = search->p, .func = func, .effects = map_get(search->known, func)};
    Arena *arena = arena_new();

    if (func->is_outline && runtime_use(func) == RUNTIME_NONE)
        effects_of_outline(func, st.effects);
    st.alias = alias_analyze(arena, search->p, func, NULL);
    ir_visit_stmts(func->body, effects_stmt, &st);
    effects_stored(&st);
    arena_free(arena);
    return st.grown;
}

static void effects_find(Search *search, const Func *func);

/* Functions are called by name, or through a pointer to one that stands in the code or in a table that it reads. */
static void effects_find_node(void *data, const Expr *e)
{
    Search *search = data;

    if (e->op == OP_FUNC)
        effects_find(search, e->u.callee);
    if (e->op != OP_VAR || e->u.var->kind != VAR_GLOBAL || !e->u.var->init || map_get(search->globals, e->u.var))
        return;
    map_put(search->globals, e->u.var, e->u.var);
    ir_visit_expr(e->u.var->init, effects_find_node, search);
}

static void effects_find_call(void *data, Stmt *s)
{
    ir_visit_stmt_exprs(s, effects_find_node, data);
    if (s->kind != STMT_CALL)
        return;
    effects_find(data, s->u.call.callee);
    for (int i = 0; i < s->u.call.callee->targets.count; i++)
        effects_find(data, s->u.call.callee->targets.items[i]);
}

static void effects_find(Search *search, const Func *func)
{
    Effects *effects;
    int      count = func->params.count;

    if (func->body == NULL || map_get(search->known, func))
        return;
    effects = ARENA_NEW(search->p->arena, Effects);
    effects->writes = ARENA_ARRAY(search->p->arena, bool, count + 1);
    effects->frees = ARENA_ARRAY(search->p->arena, bool, count + 1);
    effects->hides = ARENA_ARRAY(search->p->arena, bool, count + 1);
    effects->resizes = ARENA_ARRAY(search->p->arena, bool, count + 1);
    effects->keeps = ARENA_ARRAY(search->p->arena, bool, count + 1);
    effects->returns = ARENA_ARRAY(search->p->arena, bool, count + 1);
    map_put(search->known, func, effects);
    VEC_PUSH(search->p->arena, &search->funcs, func);
    ir_visit_stmts(func->body, effects_find_call, search);
}

const Effects *effects_of(const Program *p, const Func *func)
{
    Search         search = {.p = p, .known = p->effects};
    const Effects *known = map_get(search.known, func);
    bool           grown = true;

    if (known)
        return known;
    search.globals = map_new(p->arena);
    effects_find(&search, func);
    while (grown) {
        grown = false;
        for (int i = search.funcs.count - 1; i >= 0; i--)
            grown |= effects_round(&search, search.funcs.items[i]);
    }
    return map_get(search.known, func);
}
