#include "shadow.h"

#include "analysis/bytes.h"
#include "globals.h"

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

const Type *shadow_tangent_type(Program *p, const Type *type)
{
    const Type *elem = type->kind == TYPE_ARRAY ? shadow_tangent_type(p, type->u.array.elem) : NULL;

    if (elem && elem != type->u.array.elem)
        return type_array(p, elem, type->u.array.count, type->u.array.length);
    return type->quals ? type_unqualified(p, type) : type;
}

const Type *shadow_of(const Derive *d, const Type *type)
{
    return d->tangents ? shadow_tangent_type(d->p, type) : shadow_type(d->p, type);
}

const char *shadow_name(const Derive *d, const char *name)
{
    return arena_printf(d->arena, d->tangents ? "%s_dot" : "%s_adj", name);
}

/* Code that adgen has written hands on the shadows of char * and void *, too: char **result_adj.  Those of such parameters
 * nobody hands on. */
static bool shadow_is_lost(const Derive *d, const Var *var)
{
    return !d->tangents && func_is_derived(d->request->func) && var->kind == VAR_PARAM && type_is_pointer(var->type) &&
           type_is_pointer(type_elem(var->type));
}

Var *shadow_var(Derive *d, Var *var)
{
    Var *shadow = map_get(d->shadows, var);

    if (shadow == NULL && var->kind == VAR_GLOBAL) {
        shadow = globals_shadow(d, var);
        map_put(d->shadows, var, shadow);
    }
    if (shadow == NULL && shadow_is_lost(d, var))
        diag_error(d->diag, var->loc, "adgen-pointer", "'%s' leads to pointers to active data, but its type says nothing of them",
                   var->name);
    if (shadow == NULL) {
        shadow = ir_new_var(d->p, d->fn, VAR_TEMP, shadow_name(d, var->name), shadow_of(d, var->type), var->loc);
        shadow->is_register = var->is_register;
        map_put(d->shadows, var, shadow);
        shadow->is_shadow = true;
    }
    return shadow;
}

bool shadow_is_place(const Expr *place)
{
    const Var *base = ir_base_var(place);

    return base && base->is_shadow;
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
    return ir_zero(d->p, pointer->loc, shadow_of(d, pointer->type));
}

/* Whether the pointer is null, or leads to what has no adjoint. */
static bool shadow_leads_nowhere(Derive *d, const Expr *e)
{
    const Var *root = e->op == OP_DECAY || e->op == OP_ADDR ? ir_root_var(e->args[0]) : e->op == OP_VAR ? e->u.var : NULL;

    return ir_is_null(e) || (root && map_get(d->nulls, root));
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

const Expr *shadow_value(Derive *d, const Expr *e)
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
                   ? ir_cast(p, e->loc, shadow_of(d, e->type), shadow_pointer(d, e->args[0]), e->implicit)
                   : e;
    case OP_VAR:
    case OP_DEREF:
    case OP_INDEX:
    case OP_FIELD: {
        const Expr *shadow = shadow_place(d, e);

        return ir_cast(p, e->loc, shadow_of(d, shadow->type), shadow, false);   /* a member may point to const */
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

bool shadow_has_pointers(const Derive *d, const Type *type)
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

bool shadow_is_own(const Derive *d, const Var *param)
{
    const Var *shadow = map_get(d->shadows, param);
    bool       is_register = param->is_register && type_is_real(param->type);

    return shadow && shadow->kind != VAR_PARAM && !param->is_shadow && !is_register && type_holds_real(param->type, false);
}
