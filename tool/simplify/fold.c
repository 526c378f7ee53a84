#include "fold.h"

#include <math.h>

#include "ir/build.h"
#include "ir/walk.h"
#include "simplify/simplify.h"

/*
 * simplify_expr - rewrite one expression by rules that never change its value.
 *
 * Real arithmetic: fold_real.c; integers and pointers: fold_integer.c; conditions, choices and conversions here.
 * From below, each node once; what a rule builds is simplified as it is built.
 */

/* ---- Constants ---- */

/* Whether the type can hold the value exactly (so that nothing has been rounded yet or need be). */
static bool holds_exactly(const Type *type, long double value)
{
    if (isnan(value) || isinf(value))
        return false;
    return type->u.real == REAL_FLOAT ? (float)value == value : (double)value == value;
}

bool fold_is_real(const Expr *e, long double *value)
{
    long long integer;
    bool      known;
    if (e->type->kind != TYPE_REAL)
        return false;
    switch (e->op) {
    case OP_REAL:
        *value = e->u.real->value;
        known = true;
        break;
    case OP_NEG:
        known = fold_is_real(e->args[0], value);
        *value = known ? -*value : 0.0L;
        break;
    case OP_CAST:
        known = fold_is_real(e->args[0], value);
        if (!known && fold_is_integer(e->args[0], &integer)) {
            *value = (long double)integer;
            known = true;
        }
        break;
    default:
        return false;
    }
    return known && holds_exactly(e->type, *value);
}

bool fold_is_integer(const Expr *e, long long *value)
{
    const long long limit = 0x7fffffff;
    bool            known = false;
    if (!type_is_integer(e->type))
        return false;
    if (e->op == OP_INT) {
        *value = e->u.integer->value;
        known = true;
    } else if (e->op == OP_NEG && fold_is_integer(e->args[0], value)) {
        *value = -*value;
        known = true;
    } else if (e->op == OP_CAST && e->type->kind == TYPE_INT && e->type->u.integer >= INT_INT) {
        known = fold_is_integer(e->args[0], value);
    } else if (e->op == OP_OR || e->op == OP_SHL) {
        long long a, b;
        known = fold_is_integer(e->args[0], &a) && fold_is_integer(e->args[1], &b) && fold_bits(e->op, a, b, value);
    }
    if (!known || *value > limit || *value < -limit)
        return false;       /* where no type of at least an int wraps around, and no sum of two overflows */
    return *value >= 0 || !type_is_unsigned(e->type);
}

int fold_truth(const Expr *e)
{
    long long   integer;
    long double real;
    if (fold_is_integer(e, &integer))
        return integer != 0;
    if (fold_is_real(e, &real))
        return real != 0.0L;
    return -1;
}

/* ---- Conditions ---- */

/* Whether the value is 0 or 1. */
static bool is_truth_value(const Expr *e)
{
    return op_info[e->op].flags & OPF_COMPARE;
}

static const Expr *truth(Program *p, const Expr *e, bool value)
{
    return ir_int(p, e->loc, e->type, value);
}

/* !(a < b) is a >= b for integers and pointers; for reals NaN makes both false, but == and != are opposites. */
static bool opposite(const Expr *e, OpKind *op)
{
    bool total = !type_is_real(e->args[0]->type);
    switch (e->op) {
    case OP_EQ: *op = OP_NE; return true;
    case OP_NE: *op = OP_EQ; return true;
    case OP_LT: *op = OP_GE; return total;
    case OP_GE: *op = OP_LT; return total;
    case OP_GT: *op = OP_LE; return total;
    case OP_LE: *op = OP_GT; return total;
    default:    return false;
    }
}

const Expr *fold_not(Program *p, Loc loc, const Expr *cond)
{
    return fold_unary(p, loc, OP_NOT, cond);
}

/* !1 -> 0; !!c -> c where c is 0 or 1; !(a == b) -> a != b */
static const Expr *fold_negation(Program *p, const Expr *e)
{
    const Expr *a = e->args[0];
    OpKind      op;
    int         known = fold_truth(a);
    if (known >= 0)
        return truth(p, e, !known);
    if (a->op == OP_NOT && is_truth_value(a->args[0]))
        return a->args[0];
    if (is_truth_value(a) && a->count == 2 && opposite(a, &op))
        return ir_binary(p, a->loc, op, a->args[0], a->args[1]);
    return e;
}

/* c as 0 or 1 */
static const Expr *as_truth(Program *p, const Expr *e, const Expr *c)
{
    int known = fold_truth(c);
    if (known >= 0)
        return truth(p, e, known);
    return is_truth_value(c) ? c : ir_binary(p, e->loc, OP_NE, c, ir_zero(p, e->loc, c->type));
}

/* i < 1 and i >= 1: of which compilers warn */
static bool are_opposites(const Expr *a, const Expr *b)
{
    OpKind op;
    bool   compare = is_truth_value(a) && is_truth_value(b) && a->count == 2 && b->count == 2;
    return compare && opposite(a, &op) && op == b->op && !(a->parts & (PART_VOLATILE | PART_OPAQUE))
        && ir_same(a->args[0], b->args[0]) && ir_same(a->args[1], b->args[1]);
}

/* 0 && c -> 0; c && 0 -> 0; 1 && c -> c; c && 1 -> c; c && !c -> 0; the same for || (evaluating c changes nothing) */
static const Expr *fold_lazy(Program *p, const Expr *e)
{
    int decisive = e->op == OP_LOR;
    for (int i = 0; i < 2; i++) {
        int known = fold_truth(e->args[i]);
        if (known == decisive)
            return truth(p, e, known);
        if (known == !decisive)
            return as_truth(p, e, e->args[1 - i]);
    }
    return are_opposites(e->args[0], e->args[1]) ? truth(p, e, decisive) : e;
}

/* (c ? 12 : 0) != 0 -> c, (c ? 12 : 0) == 0 -> !c; NULL where the choice is not between two constants, or decides
 * nothing */
static const Expr *fold_chosen(Program *p, const Expr *e)
{
    const Expr *choice = e->args[0];
    long long   a, b, wanted;
    if (choice->op != OP_SELECT || !is_truth_value(choice->args[0]) || !fold_is_integer(choice->args[1], &a)
        || !fold_is_integer(choice->args[2], &b) || !fold_is_integer(e->args[1], &wanted))
        return NULL;
    bool first = op_compares(e->op, (long double)a, (long double)wanted);
    bool second = op_compares(e->op, (long double)b, (long double)wanted);
    if (first == second)
        return NULL;
    return first ? choice->args[0] : fold_not(p, e->loc, choice->args[0]);
}

/* The value of arithmetic on literals, whichever way it rounds. */
static long double about(const Expr *e)
{
    long double a, b = 0.0L;
    if (e->op == OP_REAL || e->op == OP_INT)
        return e->op == OP_REAL ? e->u.real->value : (long double)e->u.integer->value;
    if (!type_is_real(e->type))   /* it may be cut off */
        return NAN;
    a = about(e->args[0]);
    if (e->count > 1)
        b = about(e->args[1]);
    switch (e->op) {
    case OP_ADD: return a + b;
    case OP_SUB: return a - b;
    case OP_MUL: return a * b;
    case OP_DIV: return a / b;
    case OP_NEG: return -a;
    default:     return a;
    }
}

/* 1.0 / 3 is not zero. */
static bool is_surely_nonzero(const Expr *e)
{
    long double size = ir_is_constant(e) && type_is_real(e->type) ? fabsl(about(e)) : 0.0L;
    return size > 1e-6L && size < 1e6L;
}

/* Constants (exact in their types); i == i -> 1 for integers, which are never NaN, and for pointers; c != 0 -> c,
 * c == 0 -> !c where c is 0 or 1 */
static const Expr *fold_comparison(Program *p, const Expr *e)
{
    const Expr *a = e->args[0], *b = e->args[1];
    long double x, y;
    long long   i, j;
    if (fold_is_real(a, &x) && fold_is_real(b, &y))
        return truth(p, e, op_compares(e->op, x, y));
    if (fold_is_integer(a, &i) && fold_is_integer(b, &j))
        return truth(p, e, op_compares(e->op, (long double)i, (long double)j));
    if ((e->op == OP_EQ || e->op == OP_NE) && fold_is_real(b, &y) && y == 0.0L && is_surely_nonzero(a))
        return truth(p, e, e->op == OP_NE);
    if ((type_is_integer(a->type) || type_is_pointer(a->type)) && ir_same(a, b))
        return truth(p, e, op_compares(e->op, 0.0L, 0.0L));
    if (fold_chosen(p, e))
        return fold_chosen(p, e);
    if (is_truth_value(a) && fold_is_integer(b, &j) && j == 0 && e->op == OP_NE)
        return a;
    if (is_truth_value(a) && fold_is_integer(b, &j) && j == 0 && e->op == OP_EQ)
        return fold_not(p, e->loc, a);
    return e;
}

static const Expr *fold_compare_op(Program *p, const Expr *e)
{
    e = fold_tests(p, e);
    if (e->op == OP_NOT)
        return fold_negation(p, e);
    if (e->op == OP_LAND || e->op == OP_LOR)
        return fold_lazy(p, e);
    e = fold_null(p, e);
    return e->count == 2 ? fold_comparison(p, e) : e;
}

/* 1 ? a : b -> a; c ? a : a -> a */
static const Expr *fold_select(Program *p, const Expr *e)
{
    e = fold_tests(p, e);
    int known = fold_truth(e->args[0]);
    if (known >= 0)
        return e->args[known ? 1 : 2];
    return ir_same(e->args[1], e->args[2]) ? e->args[1] : e;
}

/* ---- Nodes ---- */

const Expr *fold_node(Program *p, const Expr *e)
{
    if (op_info[e->op].flags & OPF_COMPARE)
        return fold_compare_op(p, e);
    if (op_info[e->op].flags & (OPF_LEAF | OPF_PLACE))
        return e;
    if (e->op == OP_SELECT)
        return fold_select(p, e);
    if (e->type->kind == TYPE_REAL)
        return fold_real(p, e);
    if (type_is_integer(e->type) || type_is_pointer(e->type))
        return fold_integer(p, e);
    return e;
}

const Expr *fold_unary(Program *p, Loc loc, OpKind op, const Expr *a)
{
    return fold_node(p, ir_unary(p, loc, op, a));
}

const Expr *fold_binary(Program *p, Loc loc, OpKind op, const Expr *a, const Expr *b)
{
    return fold_node(p, ir_binary(p, loc, op, a, b));
}

/* The rules look at nothing but the expression: one that they have left as it is stays so. */
const Expr *simplify_expr(Program *p, const Expr *e)
{
    const Expr  *few[4];
    const Expr **args = e->count <= 4 ? few : ARENA_ARRAY(p->arena, const Expr *, e->count);
    if (e->settled)
        return e;
    for (int i = 0; i < e->count; i++)
        args[i] = simplify_expr(p, e->args[i]);
    const Expr *simple = fold_node(p, e->count > 0 ? ir_with_args(p, e, args) : e);
    if (simple == e)
        ((Expr *)e)->settled = true;
    return simple;
}
