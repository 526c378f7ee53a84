#include "shadow.h"

#include "analysis/bytes.h"

#include <string.h>

#include "calls.h"
#include "globals.h"
#include "rules/rule.h"
#include "store.h"

Var *shadow_temp(Derive *d, const char *name, const Type *type, Loc loc)
{
    return ir_new_var(d->p, d->fn, VAR_TEMP, name, type->quals ? type_unqualified(d->p, type) : type, loc);
}

const Type *shadow_type(Program *p, const Type *type)
{
    const Type *plain = type_unqualified(p, type);

    if (type->kind == TYPE_POINTER)
        return type_pointer(p, shadow_type(p, type->u.pointer.elem));
    if (type->kind == TYPE_ARRAY)
        return type_array(p, shadow_type(p, type->u.array.elem), type->u.array.count, type->u.array.length);
    if (type->name && !(type->quals & TYPE_CONST))
        return type->quals ? plain : type;
    return plain;
}

Var *shadow_var(Derive *d, Var *var)
{
    Var *shadow = map_get(d->shadows, var);

    if (shadow == NULL && var->kind == VAR_GLOBAL) {
        shadow = globals_shadow(d, var);
        map_put(d->shadows, var, shadow);
    }
    if (shadow == NULL) {
        shadow = ir_new_var(d->p, d->fn, VAR_TEMP, arena_printf(d->arena, "%s_adj", var->name),
                            shadow_type(d->p, var->type), var->loc);
        shadow->is_register = var->is_register;
        map_put(d->shadows, var, shadow);
        shadow->is_shadow = true;
    }
    return shadow;
}

bool shadow_is_place(const Expr *place)
{
    while (place->count > 0)
        place = place->args[0];
    return place->op == OP_VAR && place->u.var->is_shadow;
}

bool shadow_follows(Derive *d, const Var *var)
{
    return !var->is_shadow && activity_needs_shadow(d->activity, var);
}

const Expr *shadow_place(Derive *d, const Expr *place)
{
    Program *p = d->p;

    switch (place->op) {
    case OP_VAR: {
        Var *shadow = shadow_var(d, place->u.var);

        if (shadow->type->canon->kind == TYPE_POINTER && place->type->canon->kind == TYPE_RECORD)
            return ir_deref(p, place->loc, ir_var(p, place->loc, shadow));
        return ir_var(p, place->loc, shadow);
    }
    case OP_DEREF:
        return ir_deref(p, place->loc, shadow_pointer(d, place->args[0]));
    case OP_INDEX:
        return ir_index(p, place->loc,
                        type_is_pointer(place->args[0]->type) ? shadow_pointer(d, place->args[0])
                                                              : shadow_place(d, place->args[0]),
                        place->args[1]);
    case OP_FIELD:
        return ir_field(p, place->loc, shadow_place(d, place->args[0]), place->u.field);
    default:
        BUG("no shadow of a place with operator %s", op_info[place->op].text);
    }
}

/* Whether a pointer may lead to what has no adjoint. */
static bool shadow_may_be_null(Derive *d, const Expr *pointer)
{
    IntSet objects = {0};

    alias_of_pointer(d->alias, pointer, &objects);
    for (int i = 0; i < objects.count; i++) {
        const Object *object = alias_object(d->alias, objects.items[i]);

        if ((object->kind == OBJECT_TARGET || object->kind == OBJECT_VAR) && map_get(d->nulls, object->var))
            return true;
    }
    return false;
}

/* The pointer that offsets are added to. */
static const Expr *shadow_base(const Expr *pointer)
{
    while (pointer->op == OP_PTRADD || pointer->op == OP_CAST)
        pointer = pointer->args[0];
    return pointer;
}

static const Expr *shadow_null(Derive *d, const Expr *pointer)
{
    return ir_zero(d->p, pointer->loc, shadow_type(d->p, pointer->type));
}

/* Whether the pointer is null, or leads to what has no adjoint. */
static bool shadow_leads_nowhere(Derive *d, const Expr *e)
{
    const Expr *bare = ir_uncast(e);
    const Var  *root = e->op == OP_DECAY || e->op == OP_ADDR ? ir_root_var(e->args[0]) : e->op == OP_VAR ? e->u.var : NULL;

    return (bare->op == OP_INT && bare->u.integer.value == 0) || (root && map_get(d->nulls, root));
}

bool shadow_exists(Derive *d, const Expr *place, const Expr **condition)
{
    const Expr *pointer = NULL, *base;

    *condition = NULL;
    if (ir_root_var(place) && map_get(d->nulls, ir_root_var(place)))
        return false;
    for (; place->count > 0 && pointer == NULL; place = place->args[0])
        if (place->op == OP_DEREF || (place->op == OP_INDEX && type_is_pointer(place->args[0]->type)))
            pointer = place->args[0];
    if (pointer == NULL || !shadow_may_be_null(d, pointer))
        return true;
    base = shadow_base(shadow_pointer(d, pointer));
    if (base->op == OP_INT)
        return false;
    *condition = base;
    return true;
}

/* The shadow that a pointer variable is given: null stays null, whatever is added. */
static const Expr *shadow_value(Derive *d, const Expr *e)
{
    const Expr *shadow = shadow_pointer(d, e), *base;

    if (e->op == OP_SELECT)
        return ir_select(d->p, e->loc, e->args[0], shadow_value(d, e->args[1]), shadow_value(d, e->args[2]));
    base = shadow_base(shadow);
    if (base == shadow || !shadow_may_be_null(d, e))
        return shadow;
    if (base->op == OP_INT)
        return shadow_null(d, e);
    return ir_select(d->p, e->loc, base, shadow, ir_zero(d->p, e->loc, type_unqualified(d->p, shadow->type)));
}

const Expr *shadow_pointer(Derive *d, const Expr *e)
{
    Program *p = d->p;

    if (shadow_leads_nowhere(d, e))
        return shadow_null(d, e);

    switch (e->op) {
    case OP_DECAY:
        return ir_decay(p, e->loc, shadow_place(d, e->args[0]));
    case OP_ADDR:
        return ir_addr(p, e->loc, shadow_place(d, e->args[0]));
    case OP_PTRADD:
        return ir_ptradd(p, e->loc, shadow_pointer(d, e->args[0]), e->args[1]);
    case OP_SELECT:
        return ir_select(p, e->loc, e->args[0], shadow_pointer(d, e->args[1]), shadow_pointer(d, e->args[2]));
    case OP_CAST:
        return type_is_pointer(e->args[0]->type)
                   ? ir_cast(p, e->loc, shadow_type(p, e->type), shadow_pointer(d, e->args[0]), e->implicit)
                   : e;
    case OP_VAR:
    case OP_DEREF:
    case OP_INDEX:
    case OP_FIELD: {
        const Expr *shadow = shadow_place(d, e);

        return ir_cast(p, e->loc, shadow_type(p, shadow->type), shadow, false);   /* a member may point to const */
    }
    default:
        return e;                    /* a null pointer */
    }
}

static void shadow_array_leaves(Derive *d, Block *out, const Expr *a, const Expr *b, bool pointers, ShadowLeaf *leaf)
{
    Program    *p = d->p;
    const Type *type = a->type->canon;
    const Type *counter = type_int(p, INT_LONG);
    Var        *i = shadow_temp(d, "i", counter, a->loc);
    const Expr *index = ir_var(p, a->loc, i);
    const Expr *count = type->u.array.count >= 0 ? ir_int(p, a->loc, counter, type->u.array.count)
                                                 : ir_cast(p, a->loc, counter, type->u.array.length, true);
    Block      *body = ir_block(p);

    shadow_leaves(d, body, ir_index(p, a->loc, a, index), b ? ir_index(p, a->loc, b, index) : NULL, pointers, leaf);
    if (body->stmts.count)
        ir_push(p, out, ir_for(p, a->loc, i, true, ir_int(p, a->loc, counter, 0), REL_LT, count, 1, body));
}

/* The members of a union share their memory: one stands for all. */
static void shadow_union_leaves(Derive *d, Block *out, const Expr *a, const Expr *b, bool pointers, ShadowLeaf *leaf)
{
    const Field *field = type_union_reals(a->type);

    if (field && !pointers)
        shadow_leaves(d, out, ir_field(d->p, a->loc, a, field), b ? ir_field(d->p, a->loc, b, field) : NULL, pointers, leaf);
}

/* Whether shadows follow pointers of the type: those that may lead to reals. */
static bool shadow_follows_type(const Derive *d, const Type *type)
{
    return type_is_pointer(type) && (bytes_may_lead(type->canon) ||
                                     (type_is_integer(bytes_end(type->canon)) && activity_follows(d->activity, type)));
}

/* Whether such pointers lie in an object of the type. */
static bool shadow_has_pointers(const Derive *d, const Type *type)
{
    type = type->canon;
    if (type->kind == TYPE_ARRAY)
        return shadow_has_pointers(d, type->u.array.elem);
    if (type->kind == TYPE_RECORD)
        for (int i = 0; i < type->u.record->fields.count; i++)
            if (!type->u.record->fields.items[i]->inactive && shadow_has_pointers(d, type->u.record->fields.items[i]->type))
                return true;
    return shadow_follows_type(d, type);
}

void shadow_leaves(Derive *d, Block *out, const Expr *a, const Expr *b, bool pointers, ShadowLeaf *leaf)
{
    const Type *type = a->type->canon;

    switch (type->kind) {
    case TYPE_REAL:
        if (!pointers)
            leaf(d, out, a, b);
        break;
    case TYPE_POINTER:
        if (pointers && shadow_follows_type(d, type))
            leaf(d, out, a, b);
        break;
    case TYPE_ARRAY:
        if (pointers ? shadow_has_pointers(d, type) : type_holds_real(type, false))
            shadow_array_leaves(d, out, a, b, pointers, leaf);
        break;
    case TYPE_RECORD:
        if (type->u.record->is_union) {
            shadow_union_leaves(d, out, a, b, pointers, leaf);
            break;
        }
        for (int i = 0; i < type->u.record->fields.count; i++) {
            const Field *field = type->u.record->fields.items[i];

            if (!field->inactive)
                shadow_leaves(d, out, ir_field(d->p, a->loc, a, field),
                              b ? ir_field(d->p, a->loc, b, field) : NULL, pointers, leaf);
        }
        break;
    default:
        break;
    }
}

static void shadow_zero_leaf(Derive *d, Block *out, const Expr *a, const Expr *b)
{
    (void)b;
    ir_push(d->p, out, ir_assign(d->p, a->loc, a, ir_real(d->p, a->loc, type_unqualified(d->p, a->type), 0.0L)));
}

void shadow_zero(Derive *d, Block *out, const Expr *place)
{
    shadow_leaves(d, out, place, NULL, false, shadow_zero_leaf);
}

/* Whether a pointer there belongs to the caller: what it points to then is for the caller to say. */
static bool shadow_is_callers(Derive *d, const Expr *place)
{
    IntSet objects = {0};

    alias_of_place(d->alias, place, &objects);
    for (int i = 0; i < objects.count; i++)
        if (alias_is_foreign(alias_object(d->alias, objects.items[i])))
            return true;
    return false;
}

/* A register of ours that holds the shadow pointer. */
static const Expr *shadow_name(Derive *d, Block *out, const char *name, const Expr *value)
{
    Var        *temp = shadow_temp(d, name, value->type, value->loc);
    const Expr *named = ir_var(d->p, value->loc, temp);
    Stmt       *s = ir_assign(d->p, value->loc, named, value);

    temp->is_shadow = true;
    map_put(d->shadow_stmts, s, s);
    ir_push(d->p, out, s);
    return named;
}

/* The pointer place = value, and the same for the shadows; what is the caller's is put back by the backward pass. */
static void shadow_follow(Derive *d, Block *out, const Expr *place, const Expr *value)
{
    const Expr *shadow = shadow_place(d, place), *was = NULL;
    Stmt       *s;

    if (shadow_is_callers(d, place)) {
        if (ir_reads_memory(ir_addr(d->p, place->loc, shadow)))
            shadow = ir_deref(d->p, place->loc, shadow_name(d, out, "where_adj", ir_addr(d->p, place->loc, shadow)));
        was = shadow_name(d, out, "was_adj", shadow);
    }
    s = ir_assign(d->p, place->loc, shadow, shadow_value(d, value));
    map_put(d->shadow_stmts, s, s);
    ir_push(d->p, out, s);
    if (was) {
        Block *back = ir_block(d->p);

        ir_push(d->p, back, ir_assign(d->p, place->loc, shadow, was));
        map_put(d->restores, s, back);
        d->puts_back = true;
    }
}

static void shadow_follow_leaf(Derive *d, Block *out, const Expr *a, const Expr *b)
{
    shadow_follow(d, out, a, b);
}

static void shadow_null_leaf(Derive *d, Block *out, const Expr *a, const Expr *b)
{
    (void)b;
    shadow_follow(d, out, a, ir_zero(d->p, a->loc, type_unqualified(d->p, a->type)));
}

/* What pointers that lie in this place may point to. */
static void shadow_contents(Derive *d, const Expr *place, IntSet *reached)
{
    IntSet objects = {0};

    alias_of_place(d->alias, place, &objects);
    for (int i = 0; i < objects.count; i++)
        intset_add_all(d->arena, reached, &alias_object(d->alias, objects.items[i])->contents);
}

/* Whether they are followed by shadow pointers. */
static bool shadow_place_follows(Derive *d, const Expr *place)
{
    IntSet reached = {0};
    Var   *root = ir_root_var(place);

    if (root)
        return shadow_follows(d, root);
    shadow_contents(d, place, &reached);
    for (int i = 0; i < reached.count; i++)
        if (activity_object_follows(d->activity, reached.items[i]))
            return true;
    return false;
}

static bool shadow_assigns(Derive *d, const Expr *place)
{
    return (type_is_pointer(place->type) ? activity_follows(d->activity, place->type) : shadow_has_pointers(d, place->type)) &&
           shadow_place_follows(d, place);
}

bool shadow_will_put_back(Derive *d, const Stmt *s)
{
    const Expr *place = s->u.assign.place;

    return !d->shadowed && type_holds_pointer(place->type) && shadow_assigns(d, place) && shadow_is_callers(d, place);
}

static void shadow_assign(Derive *d, Block *out, const Stmt *s)
{
    const Expr *place = s->u.assign.place, *value = s->u.assign.value;
    IntSet      reached = {0};

    if (!shadow_assigns(d, place))
        return;
    if (type_is_pointer(place->type)) {
        shadow_follow(d, out, place, value);
    } else if (op_info[value->op].flags & OPF_PLACE) {
        shadow_contents(d, value, &reached);
        shadow_leaves(d, out, place, value, true, reached.count ? shadow_follow_leaf : shadow_null_leaf);
    }
}

/* p = malloc(bytes): p_adj = zeros(bytes, 1); as zeros(n, sizeof (double)) where the bytes are such a product. */
static void shadow_allocate(Derive *d, Block *out, const Stmt *s)
{
    Program    *p = d->p;
    const Type *size_type = type_int(p, INT_ULONG);
    bool        aligned = strcmp(s->u.call.callee->name, "aligned_alloc") == 0;
    bool        resized = strcmp(s->u.call.callee->name, "adgen_tape_resize") == 0;
    const Expr *args[2] = {s->u.call.args[resized ? 2 : aligned ? 1 : 0], ir_int(p, s->loc, size_type, 1)};
    Stmt       *alloc;

    if (s->u.call.count == 2 && !aligned) {
        args[1] = s->u.call.args[1];
    } else if (args[0]->op == OP_MUL && args[0]->args[1]->op == OP_SIZEOF) {
        args[1] = args[0]->args[1];
        args[0] = args[0]->args[0];
    } else if (args[0]->op == OP_MUL && args[0]->args[0]->op == OP_SIZEOF) {
        args[1] = args[0]->args[0];
        args[0] = args[0]->args[1];
    }
    for (int i = 0; i < 2; i++)
        args[i] = ir_cast(p, s->loc, type_int(p, INT_ULONG), args[i], true);
    alloc = ir_call_stmt(p, s->loc, shadow_place(d, s->u.call.place), store_zeros_allocator(d), args, 2);
    map_put(d->shadow_stmts, alloc, alloc);
    d->allocates = true;
    ir_push(p, out, alloc);
}

/* What a call's forward half returns as the shadow of its result. */
static void shadow_of_result(Derive *d, Block *out, Stmt *s)
{
    const Expr *shadow = shadow_place(d, s->u.call.place);
    Var        *from = shadow_temp(d, "out_adj", shadow_type(d->p, s->u.call.callee->result), s->loc);
    Stmt       *take;

    from->is_shadow = true;
    from->is_register = false;
    map_put(d->outs, s, from);
    map_put(d->outs, from, from);
    take = ir_assign(d->p, s->loc, shadow, ir_cast(d->p, s->loc, shadow->type, ir_var(d->p, s->loc, from), true));
    map_put(d->shadow_stmts, take, take);
    ir_push(d->p, out, take);
}

/* What a call does to pointers, its forward half does to their shadows. */
static void shadow_mirror(Derive *d, Stmt *s)
{
    const Expr **args = ARENA_ARRAY(d->arena, const Expr *, s->u.call.count + 1);
    const Expr  *place = s->u.call.place;
    Var         *out = map_get(d->outs, s);

    for (int i = 0; i < s->u.call.count; i++) {
        args[i] = s->u.call.args[i];
        if (!type_holds_pointer(args[i]->type) || !calls_arg_is_active(d, s, i) || calls_leads_nowhere(d, args[i]))
            continue;
        args[i] = type_is_pointer(args[i]->type) ? shadow_pointer(d, args[i]) : shadow_place(d, args[i]);
    }
    if (place)
        place = out ? ir_var(d->p, s->loc, out) : type_holds_pointer(place->type) ? shadow_place(d, place) : NULL;
    map_put(d->mirrors, s, ir_call_stmt(d->p, s->loc, place, s->u.call.callee, args, s->u.call.count));
}

static void shadow_find_read(void *data, const Expr *e)
{
    bool *found = data;

    *found |= (op_info[e->op].flags & OPF_PLACE) && !(e->op == OP_VAR && e->u.var->is_register);
}

/* Whether the shadow's statement has to come first: it reads what the primal's changes. */
static bool shadow_comes_first(const Stmt *s)
{
    const Expr *place = s->u.assign.place, *value = s->u.assign.value;
    bool        reads = false;

    if (place->op == OP_VAR && place->u.var->is_register)
        return ir_mentions(value, place->u.var);
    ir_visit_expr(value, shadow_find_read, &reads);
    for (int i = 0; i < place->count; i++)
        ir_visit_expr(place->args[i], shadow_find_read, &reads);
    return reads;
}

typedef struct Sizes {
    Derive     *d;
    const Expr *place;       /* that gets the block */
    bool        change;      /* with it */
} Sizes;

static void shadow_find_size(void *data, const Expr *e)
{
    Sizes *sizes = data;

    if (!(op_info[e->op].flags & OPF_PLACE) || !type_is_pointer(e->type))
        return;
    if (ir_same(e, sizes->place) ||
        (!ir_is_register(e) && !ir_is_register(sizes->place) && alias_places_overlap(sizes->d->alias, e, sizes->place)))
        sizes->change = true;
}

/* p = malloc(end - p): the shadow has the size that was asked for before p changed. */
static void shadow_hold_sizes(Derive *d, Block *out, Stmt *s)
{
    const Expr **args = ARENA_ARRAY(d->arena, const Expr *, s->u.call.count);

    for (int i = 0; i < s->u.call.count; i++) {
        Sizes sizes = {d, s->u.call.place, false};

        args[i] = s->u.call.args[i];
        ir_visit_expr(args[i], shadow_find_size, &sizes);
        if (sizes.change) {
            const Expr *held = ir_var(d->p, s->loc, shadow_temp(d, "size", type_unqualified(d->p, args[i]->type), s->loc));

            ir_push(d->p, out, ir_assign(d->p, s->loc, held, args[i]));
            args[i] = held;
        }
    }
    s->u.call.args = args;
}

static bool shadow_is_allocation(Derive *d, const Stmt *s)
{
    const Expr *place = s->kind == STMT_CALL && !s->u.call.callee->body ? s->u.call.place : NULL;

    return place && rule_effect(s->u.call.callee->name) == EFFECT_ALLOC && activity_follows(d->activity, place->type) &&
           shadow_place_follows(d, place);
}

/* struct node t = {0}: where this is done more than once for one shadow, that is cleared each time, too. */
static void shadow_clear(Derive *d, Block *out, const Stmt *s, bool in_loop)
{
    const Expr *init = s->u.decl.init;

    if (init && init->op == OP_INIT && (in_loop || d->pair) && shadow_has_pointers(d, s->u.decl.var->type) &&
        shadow_follows(d, s->u.decl.var))
        shadow_leaves(d, out, ir_var(d->p, s->loc, s->u.decl.var), NULL, true, shadow_null_leaf);
}

static void shadow_block(Derive *d, Block *block, bool in_loop)
{
    Block *out = ir_block(d->p);

    for (int i = 0; i < block->stmts.count; i++) {
        Stmt *s = block->stmts.items[i];
        bool  last = s->kind == STMT_ASSIGN && shadow_comes_first(s);

        if (shadow_is_allocation(d, s))
            shadow_hold_sizes(d, out, s);
        if (!last)
            ir_push(d->p, out, s);
        switch (s->kind) {
        case STMT_ASSIGN:
            shadow_assign(d, out, s);
            if (last)
                ir_push(d->p, out, s);
            break;
        case STMT_CALL:
            if (s->u.call.place && type_is_pointer(s->u.call.place->type) && calls_is_active(d, s))
                shadow_of_result(d, out, s);
            if (calls_is_active(d, s))
                shadow_mirror(d, s);
            else if (shadow_is_allocation(d, s))
                shadow_allocate(d, out, s);
            break;
        case STMT_DECL:
            shadow_clear(d, out, s, in_loop);
            break;
        case STMT_IF:
            shadow_block(d, s->u.branch.then, in_loop);
            shadow_block(d, s->u.branch.other, in_loop);
            break;
        case STMT_FOR:
            shadow_block(d, s->u.loop_for.body, true);
            break;
        case STMT_LOOP:
            shadow_block(d, s->u.loop.head, true);
            shadow_block(d, s->u.loop.body, true);
            shadow_block(d, s->u.loop.step, true);
            break;
        case STMT_BLOCK:
            shadow_block(d, s->u.block, in_loop);
            break;
        default:
            break;
        }
    }
    *block = *out;
}

void shadow_insert(Derive *d)
{
    shadow_block(d, d->fn->body, false);
    d->shadowed = true;
}
