#include "alias_parts.h"
#include "ir/walk.h"

/* Which places may share memory. */

/* ---- what types say, and where they say nothing ---- */

static bool alias_is_char(const Type *type)
{
    return type->kind == TYPE_INT && type->u.integer <= INT_UCHAR;
}

static const Type *alias_access_type(const Type *type)
{
    type = type->canon;
    while (type->kind == TYPE_ARRAY)
        type = type->u.array.elem->canon;
    return type;
}

/* What is at the end of a parameter that says nothing of it. */
static bool alias_is_untyped(const Object *object)
{
    const Type *type = object->var ? object->var->type : NULL;

    while (type && (type->kind == TYPE_POINTER || type->kind == TYPE_ARRAY))
        type = type_elem(type);
    return object->kind == OBJECT_ALLOC || (alias_is_foreign(object) && type->canon->kind == TYPE_VOID);
}

static bool alias_is_char_pointer(const Expr *e)
{
    return type_is_pointer(e->type) && alias_is_char(alias_access_type(type_elem(e->type)));
}

/* Whoever counts in bytes may place records anywhere. */
static void alias_note_cut(Alias *alias, const Expr *e)
{
    bool   moves = e->op == OP_PTRADD && alias_is_char_pointer(e);
    bool   points = e->op == OP_ADDR && e->args[0]->op == OP_INDEX && alias_is_char_pointer(e);
    IntSet objects = {0};

    if (moves || points)
        alias_of_pointer(alias, e, &objects);
    for (int i = 0; i < objects.count; i++)
        if (alias_is_untyped(alias->objects.items[objects.items[i]]))
            alias->objects.items[objects.items[i]]->cut = true;
}

/* An access through a pointer takes what it leads to for what the pointer says. */
static void alias_note_access(void *data, const Expr *e)
{
    Alias *alias = data;
    IntSet objects = {0};

    alias_note_cut(alias, e);
    if (e->op != OP_DEREF && (e->op != OP_INDEX || !type_is_pointer(e->args[0]->type)))
        return;
    alias_of_place(alias, e, &objects);
    for (int i = 0; i < objects.count; i++) {
        Object *object = alias->objects.items[objects.items[i]];

        if (!alias_is_untyped(object))
            continue;
        object->retyped |= object->as && !alias_types_overlap(object->as, e->type);
        object->as = object->as ? object->as : e->type;
        alias->retypes |= object->retyped;
    }
}

void alias_note_types(void *data, Stmt *s)
{
    ir_visit_stmt_exprs(s, alias_note_access, data);
}

/* ---- objects and places ---- */

/* Whether what two parameters point to has been found to lie apart. */
static bool alias_are_disjoint(const Alias *alias, const Object *x, const Object *y)
{
    if (alias->func == NULL || x->kind != OBJECT_TARGET || y->kind != OBJECT_TARGET)
        return false;
    for (int i = 0; i < alias->func->disjoint.count; i++) {
        const Disjoint *pair = &alias->func->disjoint.items[i];

        if ((pair->a == x->var && pair->b == y->var) || (pair->a == y->var && pair->b == x->var))
            return true;
    }
    return false;
}

bool alias_objects_overlap(const Alias *alias, int a, int b)
{
    const Object *x = alias->objects.items[a], *y = alias->objects.items[b];

    if (a == b)
        return true;
    if (x->kind == OBJECT_FUNC || y->kind == OBJECT_FUNC)
        return false;
    if (x->kind == OBJECT_UNKNOWN || y->kind == OBJECT_UNKNOWN) {
        const Object *other = x->kind == OBJECT_UNKNOWN ? y : x;

        return other->kind != OBJECT_VAR || other->var->kind == VAR_GLOBAL || !other->var->is_register;
    }
    if (alias_is_foreign(x) && alias_is_foreign(y))
        return x->var == y->var ? true : !x->apart && !y->apart && !alias_are_disjoint(alias, x, y);
    if (alias_is_foreign(y)) {
        const Object *swap = x;

        x = y;
        y = swap;
    }
    return alias_is_foreign(x) && !x->apart && y->kind == OBJECT_VAR && y->var->kind == VAR_GLOBAL;
}

bool alias_sets_overlap(const Alias *alias, const IntSet *a, const IntSet *b)
{
    for (int i = 0; i < a->count; i++)
        for (int j = 0; j < b->count; j++)
            if (alias_objects_overlap(alias, a->items[i], b->items[j]))
                return true;
    return false;
}

static bool alias_record_has(const Type *record, const Type *scalar, int depth)
{
    if (depth > 16)
        return true;
    for (int i = 0; i < record->u.record->fields.count; i++)
        if (record->u.record->fields.items[i]->bitfield ||
            alias_types_overlap(alias_access_type(record->u.record->fields.items[i]->type), scalar))
            return true;
    return !record->u.record->complete;
}

/* Signed and unsigned variants of a type may stand for one another. */
static bool alias_same_scalar(const Type *a, const Type *b)
{
    if (a == b)
        return true;
    if (a->kind == TYPE_ENUM || b->kind == TYPE_ENUM)
        return type_is_integer(a) && type_is_integer(b);
    if (a->kind == TYPE_INT && b->kind == TYPE_INT)
        return (a->u.integer - INT_SHORT) / 2 == (b->u.integer - INT_SHORT) / 2;
    return a->kind == TYPE_POINTER && b->kind == TYPE_POINTER;
}

bool alias_types_overlap(const Type *a, const Type *b)
{
    a = alias_access_type(a);
    b = alias_access_type(b);
    if (a == b || alias_is_char(a) || alias_is_char(b) || a->kind == TYPE_OPAQUE || b->kind == TYPE_OPAQUE ||
        a->kind == TYPE_VOID || b->kind == TYPE_VOID)
        return true;
    if (a->kind == TYPE_RECORD)
        return alias_record_has(a, b, 0);
    if (b->kind == TYPE_RECORD)
        return alias_record_has(b, a, 0);
    return alias_same_scalar(a, b);
}

bool alias_is_fixed(const Alias *alias, const Expr *pointer)
{
    return pointer->op == OP_VAR && pointer->u.var->kind == VAR_PARAM && pointer->u.var->is_register &&
           map_get(alias->assigned, pointer->u.var) == NULL;
}

static bool alias_in_union(const Expr *place)
{
    for (; place->op == OP_FIELD || place->op == OP_INDEX; place = place->args[0])
        if (place->op == OP_FIELD && place->u.field->record->is_union)
            return true;
    return false;
}

/* Two places that differ in a member of one record, or in a constant index on the same base, lie apart. */
static bool alias_paths_disjoint(const Alias *alias, const Expr *a, const Expr *b)
{
    if (a->op == OP_FIELD && b->op == OP_FIELD && a->u.field->record == b->u.field->record &&
        !a->u.field->record->is_union)
        return a->u.field != b->u.field && !(a->u.field->bitfield && b->u.field->bitfield)
                   ? ir_same(a->args[0], b->args[0]) || !(alias_in_union(a) || alias_in_union(b))
                   : a->u.field == b->u.field && alias_paths_disjoint(alias, a->args[0], b->args[0]);
    if (a->op == OP_INDEX && b->op == OP_INDEX) {
        const Expr *i = a->args[1], *j = b->args[1];
        bool        arrays = !type_is_pointer(a->args[0]->type) && !type_is_pointer(b->args[0]->type);

        if (i->op == OP_INT && j->op == OP_INT && i->u.integer->value != j->u.integer->value)
            return ir_same(a->args[0], b->args[0]) &&
                   (arrays ? ir_root_var(a) != NULL : alias_is_fixed(alias, a->args[0]));
        return arrays && alias_paths_disjoint(alias, a->args[0], b->args[0]);
    }
    return false;
}

/* An element lies apart from a member elsewhere if the paths do after cutting both to the shallower one. */
static bool alias_prefix_disjoint(const Alias *alias, const Expr *a, const Expr *b)
{
    for (const Expr *x = a; x && (x->op == OP_FIELD || x->op == OP_INDEX); x = x->args[0]) {
        for (const Expr *y = b; y && (y->op == OP_FIELD || y->op == OP_INDEX); y = y->args[0]) {
            if (alias_paths_disjoint(alias, x, y))
                return true;
            if (!(y->args[0]->op == OP_FIELD || y->args[0]->op == OP_INDEX) || type_is_pointer(y->args[0]->type))
                break;
        }
        if (type_is_pointer(x->args[0]->type))
            break;
    }
    return false;
}

/* Whether both may lie in one object that is retyped; or cut anew, so that records in it may overlap by halves. */
static bool alias_share(const Alias *alias, const IntSet *x, const IntSet *y, bool cut)
{
    for (int i = 0; i < x->count; i++) {
        const Object *object = alias->objects.items[x->items[i]];

        if ((cut ? object->cut : object->retyped) && intset_has(y, x->items[i]))
            return true;
    }
    return false;
}

bool alias_places_overlap(Alias *alias, const Expr *a, const Expr *b)
{
    IntSet x = {0}, y = {0};

    bool typed = alias_types_overlap(a->type, b->type);

    if (!typed && !alias_retypes(alias))
        return false;
    alias_of_place(alias, a, &x);
    alias_of_place(alias, b, &y);
    if (!alias_sets_overlap(alias, &x, &y) || !(typed || alias_share(alias, &x, &y, false)))
        return false;
    return alias_share(alias, &x, &y, true) || !alias_prefix_disjoint(alias, a, b);
}
