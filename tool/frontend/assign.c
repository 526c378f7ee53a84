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

/* Whether finding the place reads memory. */
static bool address_reads_memory(const Expr *place)
{
    switch (place->op) {
    case OP_VAR:   return false;
    case OP_FIELD: return address_reads_memory(place->args[0]);
    case OP_DEREF: return ir_reads_memory(place->args[0]);
    case OP_INDEX: {
        const Expr *base = place->args[0];
        bool        reads = type_is_pointer(base->type) ? ir_reads_memory(base) : address_reads_memory(base);
        return reads || ir_reads_memory(place->args[1]);
    }
    default:       return true;
    }
}

/* Whether an assignment to `place` changes which object an expression designates. */
static bool moves(const Expr *place, const Expr *designated)
{
    const Var *var = register_of(place);
    return var ? ir_mentions(designated, var) : address_reads_memory(designated);
}

static bool changes_value(const Pending *p, const Expr *value)
{
    const Var *var = register_of(p->place);
    return var ? ir_mentions(value, var) : ir_reads_memory(value);
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

static bool is_bit_field(const Expr *place)
{
    return place->op == OP_FIELD && place->u.field->bitfield;
}

/* Whether it is a bit-field that an int can hold. */
static bool is_narrow(const Node *node, const Expr *place)
{
    bool member = node->kind == NODE_MEMBER && type_is_integer(place->type);
    int  width = member ? clang_getFieldDeclBitWidth(clang_getCursorReferenced(node->cursor)) : -1;
    return width >= 0 && width < 32;
}

/* What the place holds, promoted if it is such a bit-field (C11 6.3.1.1). */
static const Expr *read_place(Lower *l, const Node *node, const Expr *place)
{
    return is_narrow(node, place) ? lower_convert(l, place, type_int(l->program, INT_INT), place->loc) : place;
}

/* What place += operand stores. */
static const Expr *compounded(Lower *l, Node *node, const Expr *place)
{
    Loc         loc = node_loc(l->front, node);
    const Expr *operand = lower_value(l, node->kids[1]);
    const Expr *result = lower_arithmetic(l, lower_operator(node), read_place(l, node->kids[0], place), operand, loc);
    return lower_convert(l, result, type_unqualified(l->program, place->type), loc);
}

static void assign(Lower *l, Node *node, const Expr *place)
{
    Loc loc = node_loc(l->front, node);
    if (node->kind == NODE_COMPOUND)
        assign_emit(l, place, compounded(l, node, place), loc);
    else
        lower_into(l, place, node->kids[1], loc);
}

/* Whether the assignment may lead the place itself elsewhere: a[a[0]] = 3 has the value 3, wherever a[a[0]] is then. */
static bool moves_itself(const Expr *place)
{
    return address_reads_memory(place) && !is_bit_field(place);
}

/* The assignment by way of a variable that holds what is stored. */
static const Expr *assign_held(Lower *l, Node *node, const Expr *place)
{
    Loc         loc = node_loc(l->front, node);
    const Type *type = type_unqualified(l->program, place->type);
    const Expr *value;
    if (node->kind == NODE_COMPOUND) {
        value = keep(l, compounded(l, node, place));
    } else if (lower_fills(l, node->kids[1], place)) {
        value = ir_var(l->program, loc, lower_temp(l, "value", type, loc, NULL));
        lower_into(l, value, node->kids[1], loc);
    } else {
        value = keep(l, lower_convert(l, lower_value(l, node->kids[1]), type, loc));
    }
    assign_emit(l, place, value, loc);
    return value;
}

const Expr *assign_value(Lower *l, Node *node)
{
    const Expr *place = lower_place(l, node->kids[0]);
    if (moves_itself(place))
        return assign_held(l, node, place);
    assign(l, node, place);
    const Stmt *last = l->block->stmts.items[l->block->stmts.count - 1];
    if (last->kind != STMT_ASSIGN || last->u.assign.place != place || is_bit_field(place))
        return place;                        /* a bit-field may hold less than is stored */
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

/* The value of s.bits++ has the type of the bit-field for gcc, which promotes it to int; for clang it is unsigned. */
static void refuse_bits(Lower *l, Node *node, const Expr *place)
{
    if (!is_narrow(node->kids[0], place) || !type_is_unsigned(place->type) || type_bits(place->type) != 32)
        return;
    diag_error(l->front->diag, node_loc(l->front, node), "adgen-construct",
               "compilers do not agree on the type that a step of this bit-field has");
    diag_note(l->front->diag, node_loc(l->front, node), "step it in a statement of its own");
}

const Expr *assign_step(Lower *l, Node *node)
{
    int         mark = pending_mark(l);
    const Expr *place = lower_place(l, node->kids[0]);
    const Expr *next = stepped(l, node, place);
    Loc         loc = node_loc(l->front, node);
    bool        after = node->op == CXUnaryOperator_PostInc || node->op == CXUnaryOperator_PostDec;
    if (after)
        refuse_bits(l, node, place);
    if (after && !address_reads_memory(place)) {
        wait(l, mark, place, next, loc);
        return place;
    }
    /* a[count[k]]++: another assignment in the expression could lead to another place, so it does not wait. */
    const Expr *value = after ? keep(l, place) : moves_itself(place) ? keep(l, next) : place;
    assign_emit(l, place, after || value == place ? next : value, loc);
    return value;
}

void assign_effect(Lower *l, Node *node)
{
    if (node->kind == NODE_STEP) {
        const Expr *place = lower_place(l, node->kids[0]);
        assign_emit(l, place, stepped(l, node, place), node_loc(l->front, node));
    } else {
        assign(l, node, lower_place(l, node->kids[0]));
    }
}
