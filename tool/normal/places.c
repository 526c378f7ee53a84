#include "parts.h"

/*
 * places_simplify - places and pointers in their simplest form.
 *
 *   *(a + i)  ->  a[i]        (a + i)[k], (&a[i])[k]  ->  a[i + k]        *array      ->  array[0]
 *   (a + i) + k  ->  a + (i + k)        &a[i] + k  ->  &a[i + k]          (&x)[0], *&x  ->  x
 *
 * and what is known about conditions: the address of an object is not null, and constants are what they are.
 *
 * Keeps: the value, the object that a place designates.
 */

/* ---- Sums of offsets ---- */

static bool is_int(const Expr *e, long long value)
{
    return e->op == OP_INT && e->u.integer->value == value;
}

/* A sum of an unsigned type narrower than a pointer would wrap around where the pointer would not. */
static const Type *offset_type(Program *p, const Type *a, const Type *b)
{
    const Type *type = type_usual(p, a, b);
    return type_is_unsigned(type) && type->u.integer == INT_UINT ? type_int(p, INT_LONG) : type;
}

/* a + k for a constant k of a signed type: folded with a constant a, a - 1 rather than a + -1. */
static const Expr *sum_with_constant(Program *p, const Expr *a, const Type *type, long long k)
{
    enum { SMALL = 1 << 30 };
    bool small = k > -SMALL && k < SMALL;
    if (small && a->op == OP_INT && a->u.integer->value > -SMALL && a->u.integer->value < SMALL)
        return ir_int(p, a->loc, type, a->u.integer->value + k);
    OpKind op = small && k < 0 ? OP_SUB : OP_ADD;
    return ir_binary(p, a->loc, op, ir_cast(p, a->loc, type, a, true), ir_int(p, a->loc, type, op == OP_SUB ? -k : k));
}

static const Expr *sum(Program *p, const Expr *a, const Expr *b)
{
    if (is_int(a, 0))
        return b;
    if (is_int(b, 0))
        return a;
    const Type *type = offset_type(p, a->type, b->type);
    if (b->op == OP_INT && !b->u.integer->text && !type_is_unsigned(type) && !type_is_unsigned(b->type))
        return sum_with_constant(p, a, type, b->u.integer->value);
    const Expr *left = ir_cast(p, a->loc, type, a, true), *right = ir_cast(p, b->loc, type, b, true);
    if (right->op == OP_NEG && !type_is_unsigned(type))
        return ir_binary(p, a->loc, OP_SUB, left, right->args[0]);
    return ir_binary(p, a->loc, OP_ADD, left, right);
}

/* ---- Places ---- */

static const Expr *zero(Program *p, Loc loc)
{
    return ir_int(p, loc, type_int(p, INT_INT), 0);
}

/* pointer[k] */
static const Expr *element(Program *p, Loc loc, const Expr *pointer, const Expr *k)
{
    if (pointer->op == OP_PTRADD)
        return element(p, loc, pointer->args[0], sum(p, pointer->args[1], k));
    if (pointer->op == OP_ADDR && is_int(k, 0))
        return pointer->args[0];
    if (pointer->op == OP_ADDR && pointer->args[0]->op == OP_INDEX && !ir_row(pointer)) {
        const Expr *place = pointer->args[0];
        return element(p, loc, place->args[0], sum(p, place->args[1], k));
    }
    return ir_index(p, loc, pointer, k);
}

/* pointer + k */
static const Expr *shifted(Program *p, const Expr *e)
{
    const Expr *pointer = e->args[0], *k = e->args[1];
    if (is_int(k, 0))
        return pointer;
    if (pointer->op == OP_PTRADD)
        return ir_ptradd(p, e->loc, pointer->args[0], sum(p, pointer->args[1], k));
    if (pointer->op == OP_ADDR && pointer->args[0]->op == OP_INDEX) {
        const Expr *place = pointer->args[0];
        return ir_addr(p, e->loc, ir_index(p, place->loc, place->args[0], sum(p, place->args[1], k)));
    }
    return e;
}

/* Whether following the pointer is better said otherwise. */
static bool is_offset(const Expr *pointer)
{
    return pointer->op == OP_PTRADD || pointer->op == OP_DECAY
        || (pointer->op == OP_ADDR && pointer->args[0]->op != OP_DEREF);
}

/* ---- Conditions ---- */

static bool is_null(const Expr *e)
{
    while (e->op == OP_CAST && (type_is_pointer(e->type) || type_is_integer(e->type)))
        e = e->args[0];
    return is_int(e, 0);
}

/* Whether the pointer is that of an object: C lets nobody add to a null pointer. */
static bool is_address(const Expr *e)
{
    while (e->op == OP_CAST && type_is_pointer(e->type))
        e = e->args[0];
    switch (e->op) {
    case OP_DECAY:
    case OP_PTRADD:
    case OP_FUNC:
    case OP_STRING: return true;
    case OP_ADDR:   return e->args[0]->op != OP_DEREF;
    default:        return false;
    }
}

static int compare(OpKind op, const Expr *a, const Expr *b)
{
    if (a->op != OP_INT || b->op != OP_INT || type_is_unsigned(a->type) || type_is_unsigned(b->type))
        return -1;
    long long x = a->u.integer->value, y = b->u.integer->value;
    switch (op) {
    case OP_LT: return x < y;
    case OP_LE: return x <= y;
    case OP_GT: return x > y;
    case OP_GE: return x >= y;
    case OP_EQ: return x == y;
    case OP_NE: return x != y;
    default:    return -1;
    }
}

static int truth_of_comparison(const Expr *e)
{
    const Expr *a = e->args[0], *b = e->args[1];
    if (type_is_pointer(a->type) && (e->op == OP_EQ || e->op == OP_NE)) {
        if (is_null(a) && is_null(b))
            return e->op == OP_EQ;
        if ((is_null(a) && is_address(b)) || (is_null(b) && is_address(a)))
            return e->op == OP_NE;
    }
    return compare(e->op, a, b);
}

/* `absorbing` decides alone: 0 for &&, 1 for ||. */
static int truth_of_both(const Expr *e, int absorbing)
{
    int a = places_truth(e->args[0]), b = places_truth(e->args[1]);
    if (a == absorbing || (a == !absorbing && b == absorbing))
        return absorbing;
    return a < 0 || b < 0 ? -1 : !absorbing;
}

int places_truth(const Expr *cond)
{
    if (cond->op == OP_LAND || cond->op == OP_LOR)
        return truth_of_both(cond, cond->op == OP_LOR);
    if (cond->op == OP_NOT) {
        int inner = places_truth(cond->args[0]);
        return inner < 0 ? -1 : !inner;
    }
    if (op_info[cond->op].flags & OPF_COMPARE)
        return truth_of_comparison(cond);
    if (cond->op == OP_INT)
        return cond->u.integer->value != 0;
    if (!type_is_pointer(cond->type))
        return -1;
    return is_null(cond) ? 0 : is_address(cond) ? 1 : -1;
}

/* `&x && c` is what c is: compilers warn about asking whether an address is null. */
static const Expr *simplify_condition(Program *p, const Expr *e)
{
    int known = places_truth(e);
    if (known >= 0)
        return ir_int(p, e->loc, e->type, known);
    if (e->op != OP_LAND && e->op != OP_LOR)
        return e;
    int         idle = e->op == OP_LAND;
    const Expr *kept = places_truth(e->args[0]) == idle ? e->args[1] : NULL;
    if (!kept)
        kept = places_truth(e->args[1]) == idle ? e->args[0] : NULL;
    if (!kept)
        return e;
    bool is_truth = op_info[kept->op].flags & OPF_COMPARE;
    return is_truth ? kept : ir_binary(p, e->loc, OP_NE, kept, ir_cast(p, e->loc, kept->type, zero(p, e->loc), true));
}

static const Expr *simplify_select(const Expr *e)
{
    int known = places_truth(e->args[0]);
    return known < 0 ? e : e->args[known ? 1 : 2];
}

/* (q + a) - (q + b) -> a - b */
static const Expr *simplify_difference(Program *p, const Expr *e)
{
    const Expr *a = e->args[0], *b = e->args[1];
    const Expr *base = a->op == OP_PTRADD ? a->args[0] : a, *other = b->op == OP_PTRADD ? b->args[0] : b;
    if (a->op != OP_PTRADD || !ir_same(base, other))
        return e;
    const Expr *more = ir_cast(p, e->loc, e->type, a->args[1], true);
    return other == b ? more : ir_binary(p, e->loc, OP_SUB, more, ir_cast(p, e->loc, e->type, b->args[1], true));
}

const Expr *places_simplify(Program *p, const Expr *e)
{
    if (op_info[e->op].flags & OPF_COMPARE)
        return simplify_condition(p, e);
    switch (e->op) {
    case OP_DEREF:
        return is_offset(e->args[0]) ? element(p, e->loc, e->args[0], zero(p, e->loc)) : e;
    case OP_INDEX:
        return is_offset(e->args[0]) ? element(p, e->loc, e->args[0], e->args[1]) : e;
    case OP_PTRADD:
        return shifted(p, e);
    case OP_PTRDIFF:
        return simplify_difference(p, e);
    case OP_SELECT:
        return simplify_select(e);
    default:
        return e;
    }
}

const Expr *normal_place(Program *p, const Expr *e)
{
    return places_simplify(p, e);
}

/* ---- Functions ---- */

static const Expr *simplify_node(void *p, const Expr *e)
{
    return places_simplify(p, e);
}

/* The statements of an IF whose condition is known stand for it. */
static void put_stmt(Program *p, Block *out, Stmt *s)
{
    ir_map_stmt_exprs(p, s, simplify_node, p);
    int known = s->kind == STMT_IF ? places_truth(s->u.branch.cond) : -1;
    if (known >= 0) {
        Block *taken = known ? s->u.branch.then : s->u.branch.other;
        places_simplify_block(p, taken);
        ir_append(p, out, taken);
        return;
    }
    Block *inner[3];
    int    count = ir_stmt_blocks(s, inner);
    for (int i = 0; i < count; i++)
        places_simplify_block(p, inner[i]);
    ir_push(p, out, s);
}

void places_simplify_block(Program *p, Block *block)
{
    Block *out = ir_block_for(p, block);
    for (int i = 0; i < block->stmts.count; i++)
        put_stmt(p, out, block->stmts.items[i]);
    *block = *out;
}

void places_simplify_func(Program *p, Func *func)
{
    places_simplify_block(p, func->body);
}
