#include "check.h"

bool check_is_place(const Expr *e)
{
    return op_info[e->op].flags & OPF_PLACE || e->op == OP_OPAQUE;
}

static const char *check_index(const Expr *base, const Expr *index)
{
    bool array = base->type->kind == TYPE_ARRAY && check_is_place(base);
    if (!array && !type_is_pointer(base->type))
        return "the base of an index is no pointer and no place of array type";
    return type_is_integer(index->type) ? NULL : "an index is no integer";
}

static const char *check_decay(const Expr *array)
{
    return array->type->kind == TYPE_ARRAY && check_is_place(array) ? NULL : "decay of what is no array";
}

static const char *check_binary(OpKind op, const Expr *a, const Expr *b)
{
    unsigned flags = op_info[op].flags;
    if (op == OP_LAND || op == OP_LOR)
        return type_is_scalar(a->type) && type_is_scalar(b->type) ? NULL : "an operand is no scalar";
    if (flags & OPF_INTEGER && !(type_is_integer(a->type) && type_is_integer(b->type)))
        return "an operand is no integer";
    if (op == OP_SHL || op == OP_SHR)
        return NULL;
    if (!(flags & OPF_COMPARE) && !type_is_arithmetic(a->type))
        return "an operand is no number";
    if (!type_is_scalar(a->type))
        return "an operand is no scalar";
    return type_same(a->type, b->type) ? NULL : "the operands differ in type";
}

static const char *check_select(const Expr *cond, const Expr *a, const Expr *b)
{
    if (!type_is_scalar(cond->type))
        return "a condition is no scalar";
    return type_same(a->type, b->type) ? NULL : "the operands differ in type";
}

static const char *check_ptradd(const Expr *pointer, const Expr *offset)
{
    if (!type_is_pointer(pointer->type))
        return "an offset is added to what is no pointer";
    return type_is_integer(offset->type) ? NULL : "an offset is no integer";
}

static const char *check_ptrdiff(const Expr *a, const Expr *b)
{
    bool pointers = type_is_pointer(a->type) && type_is_pointer(b->type);
    return pointers && type_same(a->type, b->type) ? NULL : "a difference of what are no pointers of one type";
}

const char *check_args(OpKind op, const Expr *const *args)
{
    for (int i = 0; i < op_info[op].arity; i++) {
        if (!args[i])
            return "an argument is missing";
    }
    switch (op) {
    case OP_DEREF:   return type_is_pointer(args[0]->type) ? NULL : "what is no pointer is followed";
    case OP_INDEX:   return check_index(args[0], args[1]);
    case OP_ADDR:    return check_is_place(args[0]) ? NULL : "the address of what is no place";
    case OP_DECAY:   return check_decay(args[0]);
    case OP_PTRADD:  return check_ptradd(args[0], args[1]);
    case OP_PTRDIFF: return check_ptrdiff(args[0], args[1]);
    case OP_NEG:     return type_is_arithmetic(args[0]->type) ? NULL : "an operand is no number";
    case OP_BITNOT:  return type_is_integer(args[0]->type) ? NULL : "an operand is no integer";
    case OP_NOT:     return type_is_scalar(args[0]->type) ? NULL : "an operand is no scalar";
    case OP_SELECT:  return check_select(args[0], args[1], args[2]);
    default:         return op >= OP_ADD && op <= OP_LOR ? check_binary(op, args[0], args[1]) : NULL;
    }
}

const char *check_cast(const Type *to, const Expr *value)
{
    if (to->kind == TYPE_VOID)
        return NULL;
    if (!type_is_scalar(to) && to->kind != TYPE_OPAQUE)
        return "a cast to what is no scalar type";
    bool possible = type_is_scalar(value->type) || value->type->kind == TYPE_OPAQUE;
    return possible ? NULL : "a cast of what is no scalar";
}

const char *check_field(const Expr *record, const Field *field)
{
    bool matches = record->type->kind == TYPE_RECORD && record->type->u.record == field->record;
    return matches ? NULL : "a member of what is no such record";
}

const char *check_call(const Func *callee, const Expr *const *args, int count)
{
    if (count < callee->params.count || (count > callee->params.count && !callee->variadic))
        return "a call with another number of arguments than the function has parameters";
    for (int i = 0; i < count; i++) {
        if (!args[i])
            return "an argument is missing";
        if (i < callee->params.count && !type_same(callee->params.items[i]->type, args[i]->type))
            return "an argument is of another type than its parameter";
    }
    return NULL;
}

const char *check_decl(const Var *var, const Expr *init)
{
    if (!init || init->op == OP_INIT)
        return NULL;
    if (init->op == OP_STRING && var->type->kind == TYPE_ARRAY)
        return NULL;
    if (var->type->kind == TYPE_ARRAY)
        return "an array is initialised by what is no list";
    return type_same(var->type, init->type) ? NULL : "a variable is initialised by a value of another type";
}

const char *check_assign(const Expr *place, const Type *value)
{
    if (!(op_info[place->op].flags & OPF_PLACE))
        return "an assignment to what is no place";
    if (place->type->kind == TYPE_ARRAY)
        return "an assignment to an array";
    return type_same(place->type, value) ? NULL : "a value is assigned to a place of another type";
}

/* What allocates memory returns a void *, which goes into a pointer of any type. */
const char *check_result(const Expr *place, const Type *result)
{
    bool is_void = type_is_pointer(result) && type_elem(result)->kind == TYPE_VOID;
    bool fits = is_void && type_is_pointer(place->type);
    return check_assign(place, fits ? place->type : result);
}

const char *check_cond(const Expr *cond)
{
    return type_is_scalar(cond->type) ? NULL : "a condition is no scalar";
}

const char *check_for(const Var *var, const Expr *from, const Expr *to, Relation relation, long long step)
{
    if (!type_is_integer(var->type) || !type_is_integer(from->type) || !type_is_integer(to->type))
        return "a counted loop over what are no integers";
    if (step == 0 || (relation == REL_DOWNTO && step != -1))
        return "a counted loop with an impossible step";
    return NULL;
}
