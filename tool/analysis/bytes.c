#include "analysis/bytes.h"

#include <string.h>

#include "ir/walk.h"

const Type *bytes_end(const Type *type)
{
    while (type->kind == TYPE_POINTER || type->kind == TYPE_ARRAY)
        type = type_elem(type);
    return type;
}

static bool bytes_is_char(const Type *type)
{
    return type->canon->kind == TYPE_INT && type->canon->u.integer <= INT_UCHAR;
}

static bool bytes_has_chars(const Record *record)
{
    for (int i = 0; i < record->fields.count; i++) {
        const Type *type = record->fields.items[i]->type->canon;

        if (type->kind == TYPE_ARRAY && bytes_is_char(type_elem(type)))
            return true;
        while (type->kind == TYPE_ARRAY)
            type = type_elem(type)->canon;
        if (type->kind == TYPE_OPAQUE || (type->kind == TYPE_RECORD && bytes_has_chars(type->u.record)))
            return true;
    }
    return false;
}

bool bytes_may_lead(const Type *pointer)
{
    const Type *end = bytes_end(pointer)->canon;

    return type_holds_real(pointer, true) || end->kind == TYPE_VOID || end->kind == TYPE_OPAQUE || end->kind == TYPE_RECORD;
}

bool bytes_behind(const Type *pointer)
{
    const Type *type = pointer;

    if (!type_is_pointer(type))
        return false;
    for (type = type_elem(type); type->kind == TYPE_ARRAY;)
        type = type_elem(type);
    type = type->canon;
    return type->kind == TYPE_VOID || type->kind == TYPE_OPAQUE || bytes_is_char(type) ||
           (type->kind == TYPE_RECORD && bytes_has_chars(type->u.record));
}

bool bytes_cast(const Expr *e)
{
    if (e->op != OP_CAST || !type_is_pointer(e->type) || !type_is_pointer(e->args[0]->type))
        return false;
    const Type *to = type_elem(e->type)->canon, *from = type_elem(e->args[0]->type)->canon;

    if (to->kind == TYPE_INT || to->kind == TYPE_BOOL || to->kind == TYPE_ENUM)
        return type_holds_real(from, false) || type_holds_pointer(from) || (from->kind == TYPE_VOID && bytes_is_char(to));
    return to->kind == TYPE_RECORD && !type_holds_real(to, false) && type_only_real(from);
}

bool bytes_of_text(const Type *type)
{
    for (type = type->canon; type->kind == TYPE_ARRAY;)
        type = type_elem(type)->canon;
    return bytes_is_char(type) || (type->kind == TYPE_RECORD && bytes_has_chars(type->u.record));
}

bool bytes_is_text(const Object *object)
{
    const Type *end = object->var ? bytes_end(object->var->type)->canon : NULL;

    if (object->var == NULL)
        return object->kind == OBJECT_ALLOC;
    if (object->kind == OBJECT_VAR)
        return !type_is_scalar(object->var->type) && bytes_of_text(object->var->type);
    return bytes_is_char(end) || end->kind == TYPE_VOID;
}

/* r.name, &r.name[i], r.name + i: an array of characters that is part of a record. */
static bool bytes_is_text_member(const Expr *pointer)
{
    const Expr *place = ir_uncast(pointer);

    while (place->op == OP_PTRADD)
        place = place->args[0];
    if (place->op != OP_DECAY && place->op != OP_ADDR)
        return false;
    for (place = place->args[0]; place->op == OP_INDEX && !type_is_pointer(place->args[0]->type);)
        place = place->args[0];
    return place->op == OP_FIELD && !place->u.field->record->is_union && place->type->canon->kind == TYPE_ARRAY &&
           bytes_is_char(bytes_end(place->type));
}

/* Text that no active data can have been written to: a literal, or what a parameter for text leads to. */
static bool bytes_is_given_text(Alias *alias, const Expr *pointer)
{
    const Expr *bare = ir_uncast(pointer);
    IntSet      objects = {0};

    if (bare->op == OP_STRING || (bare->op == OP_DECAY && bare->args[0]->op == OP_STRING))
        return true;
    if (!type_is_pointer(bare->type) || !bytes_is_char(type_elem(bare->type)))
        return false;
    alias_of_pointer(alias, bare, &objects);
    for (int i = 0; i < objects.count; i++) {
        const Object *object = alias_object(alias, objects.items[i]);

        if (object->kind != OBJECT_TARGET || !type_is_pointer(object->var->type) || !bytes_is_char(type_elem(object->var->type)))
            return false;
    }
    return objects.count > 0;
}

/* A pointer to characters that leads to nothing else, as no cast makes one in the whole program. */
static bool bytes_is_text_pointer(const Alias *alias, const Expr *pointer)
{
    const Expr *bare = ir_uncast(pointer);

    return !alias_program(alias)->views_chars && type_is_pointer(bare->type) && bytes_is_char(type_elem(bare->type));
}

bool bytes_writes_text(Alias *alias, const Stmt *s)
{
    bool member = false;

    if (s->u.call.callee->body || !s->u.call.callee->is_library)
        return false;
    for (int i = 0; i < s->u.call.count; i++) {
        const Expr *arg = s->u.call.args[i];
        bool        text = bytes_is_text_member(arg) || bytes_is_text_pointer(alias, arg);

        member |= text;
        if (!text && !type_is_integer(arg->type) && !bytes_is_given_text(alias, arg))
            return false;
    }
    return member;
}

/* Whether memcpy gets reals, or what is none. */
static bool bytes_side(Alias *alias, const Expr *pointer, bool reals)
{
    const Type *type = ir_uncast(pointer)->type;
    IntSet      objects = {0};

    if (!type_is_pointer(type))
        return false;
    if (type_elem(type)->canon->kind != TYPE_VOID)
        return type_holds_real(type_elem(type), false) == reals;
    alias_of_pointer(alias, pointer, &objects);
    for (int i = 0; i < objects.count; i++) {
        const Object *object = alias_object(alias, objects.items[i]);

        if (object->kind == OBJECT_VAR && bytes_may_hold_reals(object, false) == reals)
            return true;
    }
    return false;
}

bool bytes_copy(Alias *alias, const Stmt *s)
{
    const Expr *to = s->u.call.args[0], *from = s->u.call.args[1];

    return (bytes_side(alias, to, true) && bytes_side(alias, from, false)) ||
           (bytes_side(alias, to, false) && bytes_side(alias, from, true));
}

bool bytes_other_member(const Expr *e)
{
    if (e->op != OP_FIELD || !e->u.field->record->is_union || type_holds_real(e->u.field->type, false))
        return false;
    for (int i = 0; i < e->u.field->record->fields.count; i++)
        if (type_holds_real(e->u.field->record->fields.items[i]->type, false))
            return true;
    return false;
}

bool bytes_union_text(const Opaque *opaque)
{
    return opaque->id && strcmp(opaque->id, "adgen-union") == 0;
}

bool bytes_may_hold_reals(const Object *object, bool hidden)
{
    const Type *type = object->var ? object->var->type : NULL;

    if (type == NULL)
        return object->kind != OBJECT_FUNC;
    if (object->var->inactive)
        return false;
    if (hidden)
        return true;
    if (object->kind == OBJECT_VAR) {
        for (type = type->canon; type->kind == TYPE_ARRAY;)
            type = type_elem(type)->canon;
        return type->kind == TYPE_OPAQUE ? !type->integers : type_holds_real(type, false);
    }
    if (type_holds_real(type, true))
        return true;
    type = bytes_end(type)->canon;
    return type->kind == TYPE_VOID || type->kind == TYPE_OPAQUE || (type->kind == TYPE_RECORD && type->u.record->is_recast);
}

bool bytes_is_stream(const Expr *arg)
{
    const Var  *var = ir_root_var(arg);
    const Type *elem = type_is_pointer(arg->type) ? type_elem(arg->type)->canon : NULL;

    if (elem == NULL || elem->kind != TYPE_RECORD || elem->u.record->tag == NULL || strcmp(elem->u.record->tag, "_IO_FILE") != 0)
        return false;
    return var == NULL || var->kind != VAR_GLOBAL || (strcmp(var->name, "stdout") != 0 && strcmp(var->name, "stderr") != 0);
}
