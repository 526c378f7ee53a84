#include "ir/walk.h"
#include "lower.h"

/* ---- what waits for the end of an expression ---- */

int pending_mark(const Lower *l)
{
    return l->pending.count;
}

/* The register variable that the place is, or NULL: memory. */
static Var *register_of(const Expr *place)
{
    return place->op == OP_VAR && place->u.var->is_register ? place->u.var : NULL;
}

/* Objects of these kinds do not share memory (C11 6.5); what is none of them may lie anywhere. */
typedef enum Class { CLASS_ANY, CLASS_REAL, CLASS_INTEGER, CLASS_POINTER } Class;

static Class class_of(const Expr *place)
{
    const Type *type = place->type->canon;
    for (const Expr *e = place; e->op == OP_FIELD || e->op == OP_INDEX; e = e->args[0]) {
        if (e->op == OP_FIELD && e->u.field->record->is_union)
            return CLASS_ANY;
    }
    if (type->kind == TYPE_INT && type->u.integer <= INT_UCHAR)
        return CLASS_ANY;
    return type_is_real(type) ? CLASS_REAL : type_is_integer(type) ? CLASS_INTEGER : type_is_pointer(type) ? CLASS_POINTER : CLASS_ANY;
}

static bool reads(const Expr *value, Class class);

/* Whether finding the place reads memory of the class. */
static bool address_reads(const Expr *place, Class class)
{
    switch (place->op) {
    case OP_VAR:   return false;
    case OP_FIELD: return address_reads(place->args[0], class);
    case OP_DEREF: return reads(place->args[0], class);
    case OP_INDEX: {
        const Expr *base = place->args[0];
        return (type_is_pointer(base->type) ? reads(base, class) : address_reads(base, class)) || reads(place->args[1], class);
    }
    default:       return true;
    }
}

static bool reads(const Expr *value, Class class)
{
    if (value->op == OP_OPAQUE)
        return true;
    if (value->op == OP_ADDR || value->op == OP_DECAY)
        return address_reads(value->args[0], class);
    if (op_info[value->op].flags & OPF_PLACE) {
        Class own = class_of(value);
        bool  same = own == CLASS_ANY || class == CLASS_ANY || own == class;
        return (same && !(value->op == OP_VAR && value->u.var->is_register)) || address_reads(value, class);
    }
    for (int i = 0; i < value->count; i++) {
        if (reads(value->args[i], class))
            return true;
    }
    return false;
}

/* Whether an assignment to `place` changes which object an expression designates. */
static bool moves(const Expr *place, const Expr *designated)
{
    const Var *var = register_of(place);
    return var ? ir_mentions(designated, var) : address_reads(designated, class_of(place));
}

static bool changes_value(const Pending *p, const Expr *value)
{
    const Var *var = register_of(p->place);
    return var ? ir_mentions(value, var) : reads(value, class_of(p->place));
}

/* In order, but after those that find their places through this one's variable. */
static void wait(Lower *l, int mark, const Expr *place, const Expr *value, Loc loc)
{
    Pending p = {place, value, loc};
    VEC_PUSH(l->front->arena, &l->pending, p);
    for (int i = l->pending.count - 1; i > mark; i--) {
        Pending *before = &l->pending.items[i - 1];
        if (!moves(before->place, place))
            break;
        l->pending.items[i] = *before;
        *before = p;
    }
}

static const Expr *keep(Lower *l, const Expr *value)
{
    if (constant_is(value))
        return value;
    if (value->op == OP_CAST && type_is_pointer(value->type) && type_is_pointer(value->args[0]->type))
        return ir_cast(l->program, value->loc, value->type, keep(l, value->args[0]), value->implicit);
    const char *of = value->op == OP_VAR ? value->u.var->name : value->op == OP_FIELD ? value->u.field->name : NULL;
    const char *name = of ? arena_printf(l->front->arena, "%s_before", of) : "value";
    return ir_var(l->program, value->loc, lower_temp(l, name, value->type, value->loc, value));
}

static void do_pending(Lower *l, int mark)
{
    for (int i = mark; i < l->pending.count; i++) {
        const Pending *p = &l->pending.items[i];
        lower_push(l, ir_assign(l->program, p->loc, p->place, p->value));
    }
    l->pending.count = mark;
}

const Expr *pending_settle(Lower *l, int mark, const Expr *value)
{
    for (int i = mark; value && i < l->pending.count; i++) {
        if (changes_value(&l->pending.items[i], value)) {
            value = keep(l, value);
            break;
        }
    }
    do_pending(l, mark);
    return value;
}

/* The function ends: what only changes its variables need not be done. */
void pending_forget(Lower *l, int mark)
{
    int kept = mark;
    for (int i = mark; i < l->pending.count; i++) {
        if (!register_of(l->pending.items[i].place))
            l->pending.items[kept++] = l->pending.items[i];
    }
    l->pending.count = kept;
}

/* Side effects in arguments are complete before the call.  Those that neither the callee nor the result's place can
 * meet may wait on. */
void pending_call(Lower *l, int mark, const Expr *place, const Expr **args, int count)
{
    bool met = false;
    for (int i = mark; i < l->pending.count; i++) {
        const Var *var = register_of(l->pending.items[i].place);
        met = met || !var || (place && ir_mentions(place, var));
    }
    if (!met)
        return;
    for (int k = 0; k < count; k++) {
        for (int i = mark; i < l->pending.count; i++) {
            if (changes_value(&l->pending.items[i], args[k])) {
                args[k] = keep(l, args[k]);
                break;
            }
        }
    }
    do_pending(l, mark);
}

static const Expr *keep_if_changed(Lower *l, int mark, const Expr *value)
{
    for (int i = mark; i < l->pending.count; i++) {
        if (changes_value(&l->pending.items[i], value))
            return keep(l, value);
    }
    return value;
}

/* The place as it is before what waits is done: by kept indices and pointers. */
static const Expr *keep_place(Lower *l, int mark, const Expr *place)
{
    Program *p = l->program;
    switch (place->op) {
    case OP_FIELD:
        return ir_field(p, place->loc, keep_place(l, mark, place->args[0]), place->u.field);
    case OP_DEREF:
        return ir_deref(p, place->loc, keep_if_changed(l, mark, place->args[0]));
    case OP_INDEX: {
        bool        pointer = type_is_pointer(place->args[0]->type);
        const Expr *base = pointer ? keep_if_changed(l, mark, place->args[0]) : keep_place(l, mark, place->args[0]);
        return ir_index(p, place->loc, base, keep_if_changed(l, mark, place->args[1]));
    }
    default:
        return place;
    }
}

/* A place to assign.  What waits since it was read, and would find another place after the assignment, is done now. */
static const Expr *assigned_place(Lower *l, Node *node)
{
    int         mark = pending_mark(l), first = mark;
    const Expr *place = lower_place(l, node);
    while (first < l->pending.count && !moves(place, l->pending.items[first].place))
        first++;
    if (first < l->pending.count) {
        place = keep_place(l, first, place);
        do_pending(l, first);
    }
    return place;
}

/* What waits and would find another place after the assignment is done before it: k = a[k]++. */
void assign_emit(Lower *l, const Expr *place, const Expr *value, Loc loc)
{
    int first = 0;
    while (first < l->pending.count && !moves(place, l->pending.items[first].place))
        first++;
    if (first < l->pending.count)
        value = pending_settle(l, first, value);
    lower_push(l, ir_assign(l->program, loc, place, value));
}

/* ---- assignments ---- */

/* What the place holds, promoted if it is a bit-field that an int can hold (C11 6.3.1.1). */
static const Expr *read_place(Lower *l, Node *node, const Expr *place)
{
    if (node->kind != NODE_MEMBER || !type_is_integer(place->type))
        return place;
    int width = clang_getFieldDeclBitWidth(clang_getCursorReferenced(node->cursor));
    if (width < 0 || width >= 32)
        return place;
    return lower_convert(l, place, type_int(l->program, INT_INT), place->loc);
}

static void compound(Lower *l, Node *node, const Expr *place)
{
    Loc         loc = node_loc(l->front, node);
    const Expr *operand = lower_value(l, node->kids[1]);
    const Expr *result = lower_arithmetic(l, lower_operator(node), read_place(l, node->kids[0], place), operand, loc);
    assign_emit(l, place, lower_convert(l, result, type_unqualified(l->program, place->type), loc), loc);
}

static const Expr *assign(Lower *l, Node *node)
{
    const Expr *place = assigned_place(l, node->kids[0]);
    if (node->kind == NODE_COMPOUND)
        compound(l, node, place);
    else
        lower_into(l, place, node->kids[1], node_loc(l->front, node));
    return place;
}

const Expr *assign_value(Lower *l, Node *node)
{
    const Expr *place = assign(l, node);
    const Stmt *last = l->block->stmts.items[l->block->stmts.count - 1];
    if (last->kind != STMT_ASSIGN || last->u.assign.place != place)
        return place;
    const Expr *value = last->u.assign.value;
    return op_info[value->op].flags & OPF_LEAF && constant_is(value) ? value : place;
}

/* place + 1 or place - 1, of the place's type. */
static const Expr *stepped(Lower *l, Node *node, const Expr *place)
{
    Program    *p = l->program;
    Loc         loc = node_loc(l->front, node);
    bool        up = node->op == CXUnaryOperator_PostInc || node->op == CXUnaryOperator_PreInc;
    const Type *type = type_unqualified(p, place->type);
    const Expr *one = type_is_real(type) ? ir_real(p, loc, type, 1.0L) : ir_int(p, loc, type_int(p, INT_INT), 1);
    const Expr *next = lower_arithmetic(l, up ? OP_ADD : OP_SUB, read_place(l, node->kids[0], place), one, loc);
    return lower_convert(l, next, type, loc);
}

const Expr *assign_step(Lower *l, Node *node)
{
    int         mark = pending_mark(l);
    bool        after = node->op == CXUnaryOperator_PostInc || node->op == CXUnaryOperator_PostDec;
    const Expr *place = after ? lower_place(l, node->kids[0]) : assigned_place(l, node->kids[0]);
    const Expr *next = stepped(l, node, place);
    Loc         loc = node_loc(l->front, node);
    if (after)
        wait(l, mark, place, next, loc);
    else
        assign_emit(l, place, next, loc);
    return place;
}

void assign_effect(Lower *l, Node *node)
{
    if (node->kind == NODE_STEP) {
        const Expr *place = assigned_place(l, node->kids[0]);
        assign_emit(l, place, stepped(l, node, place), node_loc(l->front, node));
    } else {
        assign(l, node);
    }
}
