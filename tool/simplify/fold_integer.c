#include "fold.h"
#include "ir/build.h"
#include "ir/walk.h"

/*
 * Integers and pointers.  Every rule holds modulo any power of two, and none makes a signed result overflow that did
 * not overflow before; what overflowed before was undefined.
 */

static bool is_value(const Expr *e, long long wanted)
{
    long long value;
    return fold_is_integer(e, &value) && value == wanted;
}

static const Expr *constant(Program *p, const Expr *e, long long value)
{
    return ir_int(p, e->loc, e->type, value);
}

/* ---- Sums ---- */

/* A sum's constant part: e = rest + offset.  rest is NULL where there is nothing else. */
static const Expr *split_offset(const Expr *e, long long *offset)
{
    long long value;
    *offset = 0;
    if (fold_is_integer(e, offset))
        return NULL;
    if (e->op == OP_ADD && fold_is_integer(e->args[1], &value)) {
        *offset = value;
        return e->args[0];
    }
    if (e->op == OP_ADD && fold_is_integer(e->args[0], &value)) {
        *offset = value;
        return e->args[1];
    }
    if (e->op == OP_SUB && fold_is_integer(e->args[1], &value)) {
        *offset = -value;
        return e->args[0];
    }
    return e;
}

static const Expr *with_offset(Program *p, const Expr *e, const Expr *rest, long long offset)
{
    if (offset == 0)
        return rest;
    OpKind op = offset > 0 ? OP_ADD : OP_SUB;
    return ir_binary(p, e->loc, op, rest, constant(p, e, offset > 0 ? offset : -offset));
}

/* (i + 1) - 1 -> i; (i - 1) + 3 -> i + 2; i + 0 -> i: one argument is a constant.  The new constant lies between the
 * partial sums of the old ones or is their sum. */
static const Expr *fold_offsets(Program *p, const Expr *e)
{
    long long   first, second;
    const Expr *a = split_offset(e->args[0], &first), *b = split_offset(e->args[1], &second);
    const Expr *rest = a ? a : b;
    if ((a && b) || (!a && e->op == OP_SUB))
        return e;
    long long offset = e->op == OP_SUB ? first - second : first + second;
    if (offset > 0x7fffffff || offset < -0x7fffffff)
        return e;
    if (rest)
        return rest == e->args[0] || rest == e->args[1] ? (offset == 0 ? rest : e) : with_offset(p, e, rest, offset);
    return e;
}

/* i + -j -> i - j; (i - j) + j -> i; j + (i - j) -> i */
static const Expr *fold_add(Program *p, const Expr *e)
{
    const Expr *a = e->args[0], *b = e->args[1];
    if (b->op == OP_NEG)
        return fold_binary(p, e->loc, OP_SUB, a, b->args[0]);
    if (a->op == OP_SUB && ir_same(a->args[1], b))
        return a->args[0];
    if (b->op == OP_SUB && ir_same(b->args[1], a))
        return b->args[0];
    return fold_offsets(p, e);
}

/* i - -j -> i + j; i - i -> 0; (i + j) - j -> i; (i + j) - i -> j; 0 - i -> -i */
static const Expr *fold_sub(Program *p, const Expr *e)
{
    const Expr *a = e->args[0], *b = e->args[1];
    if (b->op == OP_NEG)
        return fold_binary(p, e->loc, OP_ADD, a, b->args[0]);
    if (ir_same(a, b))
        return constant(p, e, 0);
    if (a->op == OP_ADD && ir_same(a->args[1], b))
        return a->args[0];
    if (a->op == OP_ADD && ir_same(a->args[0], b))
        return a->args[1];
    if (is_value(a, 0))
        return fold_unary(p, e->loc, OP_NEG, b);
    return fold_offsets(p, e);
}

/* ---- Products ---- */

/* i * 1 -> i; i * 0 -> 0; i * -1 -> -i */
static const Expr *fold_mul(Program *p, const Expr *e)
{
    for (int i = 0; i < 2; i++) {
        if (is_value(e->args[i], 1))
            return e->args[1 - i];
        if (is_value(e->args[i], 0))
            return constant(p, e, 0);
        if (is_value(e->args[i], -1))
            return fold_unary(p, e->loc, OP_NEG, e->args[1 - i]);
    }
    return e;
}

bool fold_bits(OpKind op, long long a, long long b, long long *result)
{
    if (a < 0 || b < 0)
        return false;
    switch (op) {
    case OP_AND:  *result = a & b; return true;
    case OP_OR:   *result = a | b; return true;
    case OP_XOR:  *result = a ^ b; return true;
    case OP_SHL:  *result = b < 31 ? a << b : 0; return b < 31;
    case OP_SHR:  *result = b < 31 ? a >> b : 0; return b < 31;
    default:      return false;
    }
}

static bool compute(OpKind op, long long a, long long b, long long *result)
{
    switch (op) {
    case OP_ADD: *result = a + b; return true;
    case OP_SUB: *result = a - b; return true;
    case OP_MUL: *result = a * b; return true;
    case OP_DIV: *result = b != 0 ? a / b : 0; return b != 0;
    case OP_REM: *result = b != 0 ? a % b : 0; return b != 0;
    default:     return fold_bits(op, a, b, result);
    }
}

/* Constants, where the result is one that any type of at least an int can hold.  READ | 1 << 4 says more than its value. */
static const Expr *fold_constants(Program *p, const Expr *e)
{
    long long a, b, result;
    if (e->type->kind != TYPE_INT || e->type->u.integer < INT_INT)
        return e;
    if (e->op == OP_OR || e->op == OP_SHL)
        return e;
    if (!fold_is_integer(e->args[0], &a) || !fold_is_integer(e->args[1], &b) || !compute(e->op, a, b, &result))
        return e;
    const Expr *folded = constant(p, e, result);
    return fold_is_integer(folded, &result) ? folded : e;
}

static const Expr *fold_arithmetic(Program *p, const Expr *e)
{
    const Expr *folded = fold_constants(p, e);
    if (folded != e)
        return folded;
    switch (e->op) {
    case OP_ADD: return fold_add(p, e);
    case OP_SUB: return fold_sub(p, e);
    case OP_MUL: return fold_mul(p, e);
    case OP_DIV: return is_value(e->args[1], 1) ? e->args[0] : e;
    case OP_REM: return is_value(e->args[1], 1) ? constant(p, e, 0) : e;
    default:     return e;
    }
}

const Expr *fold_integer(Program *p, const Expr *e)
{
    switch (e->op) {
    case OP_NEG:                       /* -(-i) -> i */
        return e->args[0]->op == OP_NEG ? e->args[0]->args[0] : e;
    case OP_PTRADD:                    /* q + 0 -> q */
        return is_value(e->args[1], 0) ? e->args[0] : e;
    case OP_PTRDIFF:                   /* q - q -> 0 */
        return ir_same(e->args[0], e->args[1]) ? constant(p, e, 0) : e;
    case OP_CALL:
    case OP_CAST:
        return e;
    default:
        return e->count == 2 && type_is_integer(e->type) ? fold_arithmetic(p, e) : e;
    }
}
