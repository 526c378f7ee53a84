#include "analysis/bytes.h"

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
        return type_holds_real(from, false) || (from->kind == TYPE_VOID && bytes_is_char(to));
    return to->kind == TYPE_RECORD && !type_holds_real(to, false) && type_only_real(from);
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
