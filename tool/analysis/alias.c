#include "analysis/alias.h"

#include <string.h>

#include "alias_parts.h"
#include "ir/runtime.h"
#include "ir/walk.h"
#include "rules/rule.h"

Object *alias_new_object(Alias *alias, ObjectKind kind, Var *var)
{
    Object *object = ARENA_NEW(alias->arena, Object);

    object->kind = kind;
    object->var = var;
    object->id = alias->objects.count;
    VEC_PUSH(alias->arena, &alias->objects, object);
    return object;
}

static Object *alias_func_object(Alias *alias, Func *func)
{
    Object *object = map_get(alias->of_func, func);

    if (object == NULL) {
        object = alias_new_object(alias, OBJECT_FUNC, NULL);
        object->func = func;
        map_put(alias->of_func, func, object);
    }
    return object;
}

/* A global whose initialiser is known. */
typedef struct Table {
    Alias     *alias;
    const Var *var;
    Object    *object;
} Table;

/* What is static has another address in a table that other units see than it has in this unit. */
static void alias_note_entry(void *data, const Expr *e)
{
    Table *table = data;
    Arena *arena = table->alias->arena;
    bool   is_static = (e->op == OP_FUNC && e->u.callee->is_static) ||
                     (e->op == OP_VAR && e->u.var->kind == VAR_GLOBAL && e->u.var->is_static);

    if (is_static && !table->var->is_static)
        intset_add(arena, &table->object->contents, table->alias->unknown);
    else if (e->op == OP_FUNC)
        intset_add(arena, &table->object->contents, alias_func_object(table->alias, e->u.callee)->id);
    else if (e->op == OP_VAR)
        intset_add(arena, &table->object->contents, alias_var_object(table->alias, e->u.var)->id);
}

static void alias_add_table(Alias *alias, const Var *var, Object *object)
{
    Table table = {alias, var, object};

    if (var->init)
        ir_visit_expr(var->init, alias_note_entry, &table);
    if (var->init == NULL || (var->is_written && !type_is_const(var->type)))
        intset_add(alias->arena, &object->contents, alias->unknown);
}

Object *alias_var_object(Alias *alias, Var *var)
{
    Object *object = vartable_get(&alias->of_var, var);

    if (object == NULL) {
        object = alias_new_object(alias, OBJECT_VAR, var);
        vartable_put(&alias->of_var, var, object);
        if (var->kind == VAR_GLOBAL && type_holds_pointer(var->type))
            alias_add_table(alias, var, object);
    }
    return object;
}

/* A parameter that holds pointers points to a target of its own, and that, if it holds pointers, to the deep rest. */
static void alias_add_param(Alias *alias, Var *param)
{
    Object     *self = alias_var_object(alias, param);
    const Type *type = param->type->canon;
    Object     *target, *deep;

    if (!type_holds_pointer(type))
        return;
    target = alias_new_object(alias, OBJECT_TARGET, param);
    target->apart = alias->func->noalias || (param->type->quals & TYPE_RESTRICT);
    map_put(alias->of_target, param, target);
    intset_add(alias->arena, &self->contents, target->id);
    if (type->kind == TYPE_POINTER && !type_holds_pointer(type->u.pointer.elem) &&
        type->u.pointer.elem->canon->kind != TYPE_VOID)
        return;
    deep = alias_new_object(alias, OBJECT_DEEP, param);
    intset_add(alias->arena, &target->contents, deep->id);
    intset_add(alias->arena, &deep->contents, deep->id);
    intset_add(alias->arena, &deep->contents, target->id);
}

static void alias_add_contents(Alias *alias, const IntSet *objects, IntSet *out)
{
    for (int i = 0; i < objects->count; i++)
        intset_add_all(alias->arena, out, &alias->objects.items[objects->items[i]]->contents);
}

/* Whether an object declared with the type may have such a record in it; in an array of char, anything may be. */
static bool alias_may_contain(const Type *type, const Record *record, int depth)
{
    for (type = type->canon; type->kind == TYPE_ARRAY;)
        type = type_elem(type)->canon;
    if (type->kind != TYPE_RECORD)
        return type->kind == TYPE_OPAQUE || (type->kind == TYPE_INT && type->u.integer <= INT_UCHAR);
    if (type->u.record == record || !type->u.record->complete || depth > 16)
        return true;
    for (int i = 0; i < type->u.record->fields.count; i++)
        if (alias_may_contain(type->u.record->fields.items[i]->type, record, depth + 1))
            return true;
    return false;
}

/* Whether a pointer of the type may hold the address.  Those of records that no cast has to do with lead to such.  Those
 * of functions and of data do not stand for one another. */
static bool alias_may_hold(const Type *pointer, const Object *object)
{
    const Type *elem = type_elem(pointer)->canon;

    if (elem->kind == TYPE_FUNCTION)
        return object->kind != OBJECT_VAR && object->kind != OBJECT_ALLOC;
    if (object->kind == OBJECT_VAR && elem->kind == TYPE_RECORD && !elem->u.record->is_recast && !elem->u.record->is_cast_to)
        return alias_may_contain(object->var->type, elem->u.record, 0);
    return object->kind != OBJECT_FUNC || elem->kind == TYPE_VOID || elem->kind == TYPE_OPAQUE;
}

/* Those of the objects that a pointer of the type may point to. */
static void alias_add_held(Alias *alias, const Type *pointer, const IntSet *contents, IntSet *out)
{
    for (int i = 0; i < contents->count; i++)
        if (alias_may_hold(pointer, alias->objects.items[contents->items[i]]))
            intset_add(alias->arena, out, contents->items[i]);
}

/* What the pointers that lie in the objects may point to, as a pointer of the type. */
static void alias_add_pointees(Alias *alias, const Type *pointer, const IntSet *objects, IntSet *out)
{
    IntSet contents = {0};

    alias_add_contents(alias, objects, &contents);
    alias_add_held(alias, pointer, &contents, out);
}

void alias_of_place(Alias *alias, const Expr *place, IntSet *out)
{
    switch (place->op) {
    case OP_VAR:
        intset_add(alias->arena, out, alias_var_object(alias, place->u.var)->id);
        break;
    case OP_DEREF:
        alias_of_pointer(alias, place->args[0], out);
        break;
    case OP_INDEX:
        if (type_is_pointer(place->args[0]->type))
            alias_of_pointer(alias, place->args[0], out);
        else
            alias_of_place(alias, place->args[0], out);
        break;
    case OP_FIELD:
        alias_of_place(alias, place->args[0], out);
        break;
    case OP_OPAQUE:
        intset_add(alias->arena, out, alias->unknown);
        break;
    default:           /* a record value, such as a SELECT of records */
        for (int i = 0; i < place->count; i++)
            alias_of_place(alias, place->args[i], out);
    }
}

/* Of an integer, or of a pointer to data that becomes one to a function, or the other way round, nothing is known, but that
 * an integer may be any address that has become one in this function. */
static void alias_of_cast(Alias *alias, const Expr *cast, IntSet *out)
{
    const Expr *from = cast->args[0];
    bool        known = type_is_pointer(from->type) &&
                 type_is_function_pointer(from->type) == type_is_function_pointer(cast->type);

    if (ir_is_null(cast))
        return;
    if (type_is_pointer(from->type))
        alias_of_pointer(alias, from, out);
    else
        intset_add_all(alias->arena, out, &alias->numbered);
    if (!known)
        intset_add(alias->arena, out, alias->unknown);
}

void alias_of_pointer(Alias *alias, const Expr *pointer, IntSet *out)
{
    IntSet places = {0};

    switch (pointer->op) {
    case OP_DECAY:
    case OP_ADDR:
        alias_of_place(alias, pointer->args[0], out);
        break;
    case OP_PTRADD:
        alias_of_pointer(alias, pointer->args[0], out);
        break;
    case OP_SELECT:
        alias_of_pointer(alias, pointer->args[1], out);
        alias_of_pointer(alias, pointer->args[2], out);
        break;
    case OP_CAST:
        alias_of_cast(alias, pointer, out);
        break;
    case OP_VAR:
        alias_add_held(alias, pointer->type, &alias_var_object(alias, pointer->u.var)->contents, out);
        break;
    case OP_DEREF:
    case OP_INDEX:
    case OP_FIELD:
        alias_of_place(alias, pointer, &places);
        alias_add_pointees(alias, pointer->type, &places, out);
        break;
    case OP_FUNC:
        intset_add(alias->arena, out, alias_func_object(alias, pointer->u.callee)->id);
        break;
    case OP_INT:
    case OP_STRING:
        break;
    default:
        intset_add_all(alias->arena, out, &alias->numbered);
        intset_add(alias->arena, out, alias->unknown);
    }
}

void alias_of_value(Alias *alias, const Expr *value, IntSet *out)
{
    IntSet from = {0};

    if (value->op == OP_OPAQUE && value->u.opaque->plain)
        return;
    if (type_is_pointer(value->type)) {
        alias_of_pointer(alias, value, out);
    } else if (type_holds_pointer(value->type)) {
        alias_of_place(alias, value, &from);
        alias_add_contents(alias, &from, out);
    } else if (alias->numbers.count && type_is_integer(value->type)) {
        intset_add_all(alias->arena, out, &alias->numbered);
        intset_add(alias->arena, out, alias->unknown);
    }
}

void alias_fill(Alias *alias, int object, const IntSet *contents)
{
    Object *filled = alias->objects.items[object];

    if (filled->kind != OBJECT_FUNC)
        alias->grown |= intset_add_all(alias->arena, &filled->contents, contents);
}

void alias_store(Alias *alias, const Expr *place, const IntSet *contents)
{
    IntSet targets = {0};

    alias_of_place(alias, place, &targets);
    for (int i = 0; i < targets.count; i++)
        alias_fill(alias, targets.items[i], contents);
}

/* place = value, where pointers may be stored. */
static void alias_flow(Alias *alias, const Expr *place, const Expr *value)
{
    IntSet contents = {0};

    alias_of_value(alias, value, &contents);
    alias_store(alias, place, &contents);
}

static bool alias_is_allocator(const Func *callee)
{
    static const char *const names[] = {"malloc", "calloc", "aligned_alloc", "adgen_tape_allocate", "adgen_tape_resize", "adgen_allocate",
                                        "adgen_allocate_zeros", "adgen_checkpoint_start", "adgen_checkpoint_online"};

    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (strcmp(callee->name, names[i]) == 0)
            return callee->body == NULL;
    return callee->keeps;
}

static bool alias_is_resize(const Func *callee)
{
    return callee->body == NULL && callee->is_library && rule_effect(callee->name) == EFFECT_RESIZE;
}

bool alias_makes_block(const Func *callee)
{
    return alias_is_allocator(callee) || alias_is_resize(callee);
}

void alias_close(const Alias *alias, IntSet *set)
{
    for (bool grown = true; grown;) {
        grown = false;
        for (int i = 0; i < set->count && !grown; i++)
            grown = intset_add_all(alias->arena, set, &alias->objects.items[set->items[i]]->contents);
    }
}

void alias_escape(Alias *alias, IntSet *reached)
{
    alias_close(alias, reached);
    for (int i = 0; i < reached->count; i++) {
        Object *object = alias->objects.items[reached->items[i]];

        if (object->kind == OBJECT_ALLOC && object->contents.count == 0)
            continue;
        for (int j = 0; j < object->contents.count; j++)
            alias->grown |= intset_add(alias->arena, &object->contents, alias->unknown);
    }
}

/* A call may store a pointer of its own in what it is given, even where none has been stored so far. */
static void alias_hand_out(Alias *alias, const IntSet *given)
{
    for (int i = 0; i < given->count; i++) {
        Object *object = alias->objects.items[given->items[i]];

        if (object->kind == OBJECT_VAR && type_holds_pointer(object->var->type) && !(object->var->type->quals & TYPE_CONST))
            alias->grown |= intset_add(alias->arena, &object->contents, alias->unknown);
    }
}

/* strtok_r (text, " ", &rest): a pointer to a pointer gets one into what else is given. */
static void alias_hand_over(Alias *alias, const Stmt *s, const IntSet *given)
{
    for (int i = 0; i < s->u.call.count; i++) {
        const Type *type = s->u.call.args[i]->type;
        IntSet      pointers = {0};

        if (!type_is_pointer(type) || !type_is_pointer(type_elem(type)) || (type_elem(type)->quals & TYPE_CONST))
            continue;
        alias_of_pointer(alias, s->u.call.args[i], &pointers);
        for (int k = 0; k < pointers.count; k++)
            alias_fill(alias, pointers.items[k], given);
    }
}

static bool alias_stores(const Func *callee)
{
    Effect effect = callee->is_library ? rule_effect(callee->name) : EFFECT_UNKNOWN;

    return effect == EFFECT_UNKNOWN;
}

const Effects *alias_effects(const Alias *alias, const Func *callee)
{
    return callee->body ? effects_of(alias->p, callee) : NULL;
}

void alias_reach(Alias *alias, const Expr *value, IntSet *out)
{
    IntSet reached = {0};

    alias_of_value(alias, value, &reached);
    alias_close(alias, &reached);
    intset_add_all(alias->arena, out, &reached);
}

void alias_callbacks(Alias *alias, const Stmt *call, Targets *out)
{
    IntSet given = {0};

    for (int i = 0; i < call->u.call.count; i++)
        if (type_is_function_pointer(call->u.call.args[i]->type))
            alias_of_pointer(alias, call->u.call.args[i], &given);
    for (int i = 0; i < given.count; i++) {
        const Object *object = alias_object(alias, given.items[i]);

        if (object->kind == OBJECT_FUNC && object->func && object->func->body)
            VEC_PUSH(alias->arena, out, object->func);
    }
}

/* The memory that a call makes; what a call through a pointer makes is not told apart from the rest. */
Object *alias_site(const Alias *alias, const Stmt *s)
{
    Object *object = map_get(alias->of_site, s);

    return object ? object : alias->objects.items[alias->unknown];
}

/* Pointers come from a tape as the type that they were pushed as: one to reals does not become one to integers. */
static void alias_keep_popped(const Alias *alias, const Type *pointer, IntSet *result)
{
    const Type *elem = type_innermost(type_elem(pointer));
    int         kept = 0;

    for (int i = 0; i < result->count; i++) {
        const Object *object = alias->objects.items[result->items[i]];
        const Type   *type = object->var == NULL              ? NULL
                             : object->kind == OBJECT_VAR     ? type_innermost(object->var->type)
                             : object->kind == OBJECT_TARGET  ? type_innermost(type_elem(object->var->type))
                                                              : NULL;

        if (!type || (type_is_real(elem) ? !type_is_integer(type) : !type_is_integer(elem) || !type_is_real(type)))
            result->items[kept++] = result->items[i];
    }
    result->count = kept;
}

/* What lies on a tape of the function's own it has pushed; on the caller's tape there may be anything. */
static void alias_pop(Alias *alias, const Stmt *s, const IntSet *tapes)
{
    IntSet pointers = {0};

    alias_add_contents(alias, tapes, &pointers);
    for (int i = 0; i < tapes->count && s->u.call.callee->body == NULL; i++)
        if (alias->objects.items[tapes->items[i]]->kind != OBJECT_VAR)
            intset_add(alias->arena, &pointers, alias->unknown);
    alias_keep_popped(alias, s->u.call.place->type, &pointers);
    alias_store(alias, s->u.call.place, &pointers);
}

/* A pointer lies on the tape, or comes from there; none does where the tape is freed.  False: the statement does none of it. */
static bool alias_by_tape(Alias *alias, const Stmt *s)
{
    RuntimeUse use = runtime_use(s->u.call.callee);
    IntSet     tapes = {0}, pointers = {0};

    if (use != RUNTIME_PUSH && use != RUNTIME_POP)
        return use == RUNTIME_FREE;
    alias_of_pointer(alias, s->u.call.args[0], &tapes);
    if (use == RUNTIME_PUSH) {
        alias_of_value(alias, s->u.call.args[1], &pointers);
        for (int i = 0; i < tapes.count; i++)
            alias_fill(alias, tapes.items[i], &pointers);
    } else if (s->u.call.place && type_is_pointer(s->u.call.place->type)) {
        alias_pop(alias, s, &tapes);
    }
    return true;
}

/* What the caller gets to see of the pointers that a function with a visible body moves. */
static void alias_visible_call(Alias *alias, const Stmt *s, const Effects *effects)
{
    Object *fresh = effects->fresh ? alias_site(alias, s) : NULL;
    IntSet  reached = {0}, kept = {0}, result = {0}, targets = {0};

    for (int i = 0; i < s->u.call.count; i++) {
        alias_reach(alias, s->u.call.args[i], &reached);
        if (i < s->u.call.callee->params.count && effects->returns[i])
            alias_reach(alias, s->u.call.args[i], &result);
        if (i < s->u.call.callee->params.count && effects->keeps[i])
            alias_reach(alias, s->u.call.args[i], &kept);
    }
    if (effects->unknown) {
        alias_escape(alias, &reached);
        alias_hand_out(alias, &reached);
        intset_add_all(alias->arena, &result, &reached);
        intset_add(alias->arena, &result, alias->unknown);
    }
    if (effects->functions) {
        intset_add(alias->arena, &kept, alias->code);
        intset_add(alias->arena, &result, alias->code);
    }
    if (fresh) {
        intset_add(alias->arena, &result, fresh->id);
        intset_add(alias->arena, &kept, fresh->id);
        alias->grown |= intset_add_all(alias->arena, &fresh->contents, &kept);
    }
    for (int i = 0; (effects->stores || effects->functions) && i < reached.count; i++)
        alias_fill(alias, reached.items[i], &kept);
    if (s->u.call.place == NULL || !type_holds_pointer(s->u.call.place->type))
        return;
    alias_of_place(alias, s->u.call.place, &targets);
    for (int i = 0; i < targets.count; i++)
        alias->grown |= intset_add_all(alias->arena, &alias->objects.items[targets.items[i]]->contents, &result);
}

static void alias_call(Alias *alias, const Stmt *s);

static void alias_indirect_call(Alias *alias, const Stmt *s)
{
    Targets targets = {0};

    if (alias_targets(alias, s, &targets)) {
        for (int i = 0; i < targets.count; i++) {
            Stmt direct = alias_direct_call(s, targets.items[i]);

            alias_call(alias, &direct);
        }
    } else {
        IntSet reached = {0};

        for (int i = 1; i < s->u.call.count; i++)
            alias_reach(alias, s->u.call.args[i], &reached);
        alias_escape(alias, &reached);
    }
}

/* realloc: the old block, or a new one that holds the same pointers. */
static void alias_resize(Alias *alias, const Stmt *s)
{
    IntSet      blocks = {0};
    Object     *fresh = alias_site(alias, s);
    const Type *type = ir_uncast(s->u.call.args[0])->type;
    bool        plain = type_is_pointer(type) && type_elem(type)->canon->kind != TYPE_VOID &&
                 !type_holds_pointer(type_elem(type));

    alias_of_pointer(alias, s->u.call.args[0], &blocks);
    for (int i = 0; !plain && i < blocks.count; i++)
        alias_fill(alias, fresh->id, &alias->objects.items[blocks.items[i]]->contents);
    intset_add(alias->arena, &blocks, fresh->id);
    if (s->u.call.place)
        alias_store(alias, s->u.call.place, &blocks);
}

/* memcpy: what lies in one block lies in the other, too. */
static void alias_copy(Alias *alias, const Stmt *s)
{
    IntSet to = {0}, from = {0}, contents = {0};

    alias_of_pointer(alias, s->u.call.args[0], &to);
    alias_of_pointer(alias, s->u.call.args[1], &from);
    alias_add_contents(alias, &from, &contents);
    for (int i = 0; i < to.count; i++)
        alias_fill(alias, to.items[i], &contents);
}

/* strtod: where the number ends. */
static void alias_parse(Alias *alias, const Stmt *s)
{
    IntSet string = {0}, ends = {0};

    alias_of_pointer(alias, s->u.call.args[0], &string);
    alias_of_pointer(alias, s->u.call.args[1], &ends);
    for (int i = 0; i < ends.count; i++)
        alias_fill(alias, ends.items[i], &string);
}

static void alias_note_assigned(Alias *alias, const Expr *place)
{
    if (place && place->op == OP_VAR && place->u.var->kind == VAR_PARAM)
        map_put(alias->assigned, place->u.var, place->u.var);
}

static void alias_call(Alias *alias, const Stmt *s)
{
    const Effects *effects = alias_effects(alias, s->u.call.callee);
    IntSet         reached = {0};

    alias_note_assigned(alias, s->u.call.place);
    if (s->u.call.callee->is_indirect)
        alias_indirect_call(alias, s);
    if (alias_by_tape(alias, s))
        return;
    if (effects) {
        alias_visible_call(alias, s, effects);
        return;
    }
    if (alias_is_resize(s->u.call.callee)) {
        alias_resize(alias, s);
        return;
    }
    if (alias_is_allocator(s->u.call.callee) && s->u.call.place) {
        IntSet block = {0};

        intset_add(alias->arena, &block, alias_site(alias, s)->id);
        alias_store(alias, s->u.call.place, &block);
        return;
    }
    for (int i = 0; i < s->u.call.count; i++)
        if (type_is_pointer(s->u.call.args[i]->type))
            alias_of_pointer(alias, s->u.call.args[i], &reached);
    if (alias_stores(s->u.call.callee) && !s->u.call.callee->is_indirect) {
        alias_hand_out(alias, &reached);
        alias_hand_over(alias, s, &reached);
    }
    if (!s->u.call.callee->is_library && !s->u.call.callee->is_indirect)
        alias_escape(alias, &reached);
    if (rule_effect(s->u.call.callee->name) == EFFECT_COPY)
        alias_copy(alias, s);
    if (rule_effect(s->u.call.callee->name) == EFFECT_PARSE && s->u.call.count > 1)
        alias_parse(alias, s);
    if (s->u.call.place && type_holds_pointer(s->u.call.place->type)) {
        intset_add(alias->arena, &reached, alias->unknown);
        alias_store(alias, s->u.call.place, &reached);
    }
}

static void alias_opaque(Alias *alias, const Opaque *opaque)
{
    for (int i = 0; i < opaque->writes.count; i++) {
        Var *var = opaque->writes.items[i];

        map_put(alias->assigned, var, var);
        if (type_holds_pointer(var->type) && !opaque->plain)
            alias->grown |= intset_add(alias->arena, &alias_var_object(alias, var)->contents, alias->unknown);
    }
    for (int i = 0; i < opaque->reaches.count; i++) {
        IntSet reached = {0};

        intset_add_all(alias->arena, &reached, &alias_var_object(alias, opaque->reaches.items[i])->contents);
        alias_escape(alias, &reached);
    }
    for (int i = 0; i < opaque->behind.count; i++)
        alias_var_object(alias, opaque->behind.items[i]);
}

/* The addresses in an initialiser. */
static void alias_init(Alias *alias, Object *object, const Expr *init)
{
    if (type_is_pointer(init->type)) {
        IntSet targets = {0};

        alias_of_pointer(alias, init, &targets);
        alias->grown |= intset_add_all(alias->arena, &object->contents, &targets);
        return;
    }
    for (int i = 0; i < init->count; i++)
        alias_init(alias, object, init->args[i]);
}

void alias_visit(void *data, Stmt *s)
{
    Alias *alias = data;

    switch (s->kind) {
    case STMT_DECL:
        if (s->u.decl.init && s->u.decl.init->op == OP_INIT)
            alias_init(alias, alias_var_object(alias, s->u.decl.var), s->u.decl.init);
        if (s->u.decl.init && s->u.decl.init->op != OP_INIT &&
            (type_holds_pointer(s->u.decl.var->type) || (alias->numbers.count && type_is_integer(s->u.decl.var->type))) &&
            !(s->u.decl.init->op == OP_OPAQUE && s->u.decl.init->u.opaque->plain)) {
            Expr place = {.op = OP_VAR, .type = s->u.decl.var->type, .loc = s->loc};

            place.u.var = s->u.decl.var;
            alias_flow(alias, &place, s->u.decl.init);
        }
        break;
    case STMT_ASSIGN:
        alias_note_assigned(alias, s->u.assign.place);
        if (type_holds_pointer(s->u.assign.place->type) || (alias->numbers.count && type_is_integer(s->u.assign.place->type)))
            alias_flow(alias, s->u.assign.place, s->u.assign.value);
        break;
    case STMT_CALL:
        alias_call(alias, s);
        if (alias->also && map_get(alias->also, s))
            alias_call(alias, map_get(alias->also, s));
        break;
    case STMT_OPAQUE:
        alias_opaque(alias, s->u.opaque);
        break;
    default:
        break;
    }
}

static void alias_find_sites(void *data, Stmt *s)
{
    Alias         *alias = data;
    const Effects *effects = s->kind == STMT_CALL ? alias_effects(alias, s->u.call.callee) : NULL;

    if (s->kind == STMT_CALL && (effects ? effects->fresh
                                            : alias_makes_block(s->u.call.callee))) {
        Object *block = alias_new_object(alias, OBJECT_ALLOC, NULL);

        block->site = s;
        map_put(alias->of_site, s, block);
    }
    if (s->kind == STMT_CALL && alias->also && map_get(alias->also, s))
        alias_find_sites(alias, map_get(alias->also, s));
}

Alias *alias_new(Arena *arena, const Program *p, const Func *func)
{
    Alias *alias = ARENA_NEW(arena, Alias);

    alias->arena = arena;
    alias->p = p;
    alias->func = func;
    alias->of_var.arena = arena;
    alias->of_target = map_new(arena);
    alias->of_site = map_new(arena);
    alias->of_func = map_new(arena);
    alias->assigned = map_new(arena);
    alias->unknown = alias_new_object(alias, OBJECT_UNKNOWN, NULL)->id;
    alias->code = alias_new_object(alias, OBJECT_FUNC, NULL)->id;
    intset_add(arena, &alias->objects.items[alias->unknown]->contents, alias->unknown);
    return alias;
}

/* A register of reals holds no pointer, and none leads to it: nobody asks for it as for an object. */
static bool alias_is_plain(const Var *var)
{
    return var->is_register && var->kind != VAR_GLOBAL && type_is_real(var->type);
}

Alias *alias_analyze(Arena *arena, const Program *p, const Func *func, const Map *also)
{
    Alias *alias = alias_new(arena, p, func);

    alias->also = also;
    for (int i = 0; i < func->params.count; i++)
        alias_add_param(alias, func->params.items[i]);
    for (int i = 0; i < func->vars.count; i++)
        if (!alias_is_plain(func->vars.items[i]))
            alias_var_object(alias, func->vars.items[i]);
    for (int i = 0; i < p->globals.count; i++)
        alias_var_object(alias, p->globals.items[i]);
    ir_visit_stmts(func->body, alias_find_sites, alias);
    alias_find_numbers(alias);
    do {
        alias->grown = false;
        alias_follow_numbers(alias);
        ir_visit_stmts(func->body, alias_visit, alias);
    } while (alias->grown);
    ir_visit_stmts(func->body, alias_note_types, alias);
    return alias;
}

bool alias_retypes(const Alias *alias)
{
    return alias->retypes;
}

const Program *alias_program(const Alias *alias)
{
    return alias->p;
}

int alias_count(const Alias *alias)
{
    return alias->objects.count;
}

const Object *alias_object(const Alias *alias, int id)
{
    return alias->objects.items[id];
}

int alias_of_var(const Alias *alias, const Var *var)
{
    const Object *object = vartable_get(&alias->of_var, var);

    return object ? object->id : -1;
}

bool alias_is_foreign(const Object *object)
{
    return object->kind == OBJECT_TARGET || object->kind == OBJECT_DEEP;
}
