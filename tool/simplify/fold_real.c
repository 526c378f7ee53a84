#include <ctype.h>
#include <math.h>
#include <string.h>

#include "fold.h"
#include "ir/build.h"
#include "ir/walk.h"

/*
 * Real arithmetic.  A rule stands here only if it holds for every value of its variables: NaN, infinities, both zeros,
 * values where the result overflows or loses bits.  (The sign of a NaN is not kept, and rounding is to nearest, which
 * treats both signs alike.)  So x * 0 -> 0 is missing (x may be infinite), as are x + 0.0 -> x (x may be -0.0),
 * x - x -> 0, -(a - b) -> b - a (the sign of 0), and every regrouping.
 */

/* ---- Constants ---- */

static bool is_value(const Expr *e, long double wanted)
{
    long double value;
    return fold_is_real(e, &value) && value == wanted && !signbit(value) == !signbit(wanted);
}

/* a op b, and whether that is exact: the rounding errors of sum, product and quotient are themselves representable
 * well inside the range.  (Dekker 1971.) */
static bool exact_result(OpKind op, long double a, long double b, long double *result)
{
    long double r, error, part;
    switch (op) {
    case OP_ADD:
    case OP_SUB:
        b = op == OP_SUB ? -b : b;
        r = a + b;
        part = r - a;
        error = (a - (r - part)) + (b - part);
        break;
    case OP_MUL:
        r = a * b;
        error = fmal(a, b, -r);
        break;
    default:
        if (b == 0.0L)
            return false;
        r = a / b;
        error = fmal(r, b, -a);
        break;
    }
    *result = r;
    return error == 0.0L && (r == 0.0L || (fabsl(r) > 1e-200L && fabsl(r) < 1e200L));
}

/* Constants, where the result needs no rounding: every machine then computes the same. */
static const Expr *fold_constants(Program *p, const Expr *e)
{
    long double a, b, r;
    if (!fold_is_real(e->args[0], &a) || !fold_is_real(e->args[1], &b) || !exact_result(e->op, a, b, &r))
        return e;
    const Expr *folded = ir_real(p, e->loc, e->type, r);
    return fold_is_real(folded, &r) ? folded : e;
}

/* Whether its value may be printed in place of its spelling: not for M_PI. */
static bool is_numeral(const Expr *e)
{
    return e->op == OP_REAL && (!e->u.real->text || isdigit((unsigned char)e->u.real->text[0]) || e->u.real->text[0] == '.');
}

static const Expr *minus(Program *p, const Expr *e)
{
    return fold_unary(p, e->loc, OP_NEG, e);
}

/* x where e is written as the opposite of x: -x, -2.0, -2.0 * y; else NULL */
static const Expr *opposite_of(Program *p, const Expr *e)
{
    if (e->op == OP_NEG)
        return e->args[0];
    if (is_numeral(e) && signbit(e->u.real->value) && !isnan(e->u.real->value))
        return ir_real(p, e->loc, e->type, -e->u.real->value);
    if (e->op == OP_MUL && is_numeral(e->args[0]) && signbit(e->args[0]->u.real->value))
        return fold_binary(p, e->loc, OP_MUL, opposite_of(p, e->args[0]), e->args[1]);
    return NULL;
}

/* ---- Sums ---- */

/* x + -y -> x - y; -x + y -> y - x; x + -0.0 -> x; t + t -> 2 * t where t is more than a name */
static const Expr *fold_add(Program *p, const Expr *e)
{
    const Expr *a = e->args[0], *b = e->args[1], *x;
    if (is_value(b, -0.0L))
        return a;
    if (is_value(a, -0.0L))
        return b;
    x = opposite_of(p, b);
    if (x)
        return fold_binary(p, e->loc, OP_SUB, a, x);
    if (a->op == OP_NEG)
        return fold_binary(p, e->loc, OP_SUB, b, a->args[0]);
    if (!(op_info[a->op].flags & (OPF_LEAF | OPF_PLACE)) && ir_same(a, b))
        return fold_binary(p, e->loc, OP_MUL, ir_real(p, e->loc, e->type, 2.0L), a);
    return fold_constants(p, e);
}

/* x - -y -> x + y; x - 0.0 -> x (also for -0.0); -0.0 - x -> -x */
static const Expr *fold_sub(Program *p, const Expr *e)
{
    const Expr *a = e->args[0], *b = e->args[1], *x;
    if (is_value(b, 0.0L))
        return a;
    if (is_value(a, -0.0L))
        return minus(p, b);
    x = opposite_of(p, b);
    if (x)
        return fold_binary(p, e->loc, OP_ADD, a, x);
    return fold_constants(p, e);
}

/* ---- Products ---- */

/* 2^k with k >= 0: multiplying by it is exact, or overflows for good. */
static bool is_power_of_two(const Expr *e, long double *value)
{
    int exponent;
    return is_numeral(e) && fold_is_real(e, value) && *value >= 1.0L && frexpl(*value, &exponent) == 0.5L
        && exponent < 32;
}

/* 2 * (2 * x) -> 4 * x; only for powers of two that are at least 1, where neither product rounds */
static const Expr *fold_doubling(Program *p, const Expr *e)
{
    const Expr *b = e->args[1];
    long double outer, inner;
    if (b->op == OP_MUL && is_power_of_two(e->args[0], &outer) && is_numeral(b->args[0])
        && fold_is_real(b->args[0], &inner) && (e->args[0]->u.real->text == NULL || is_power_of_two(b->args[0], &inner))
        && fabsl(inner) > 1e-30L && fabsl(inner) < 1e30L)
        return ir_binary(p, e->loc, OP_MUL, ir_real(p, e->loc, e->type, outer * inner), b->args[1]);
    return fold_constants(p, e);
}

/* (-a) op b -> -(a op b); a op (-b) -> -(a op b), for products and quotients */
static const Expr *fold_signs(Program *p, const Expr *e)
{
    const Expr *a = e->args[0], *b = e->args[1];
    if (a->op == OP_NEG)
        return minus(p, fold_binary(p, e->loc, e->op, a->args[0], b));
    if (b->op == OP_NEG)
        return minus(p, fold_binary(p, e->loc, e->op, a, b->args[0]));
    return e;
}

/* x * 1 -> x; 1 * x -> x; x * -1 -> -x; -1 * x -> -x */
static const Expr *fold_mul(Program *p, const Expr *e)
{
    for (int i = 0; i < 2; i++) {
        if (is_value(e->args[i], 1.0L))
            return e->args[1 - i];
        if (is_value(e->args[i], -1.0L))
            return minus(p, e->args[1 - i]);
    }
    const Expr *folded = fold_signs(p, e);
    return folded != e ? folded : fold_doubling(p, e);
}

/* x / 1 -> x; x / -1 -> -x */
static const Expr *fold_div(Program *p, const Expr *e)
{
    if (is_value(e->args[1], 1.0L))
        return e->args[0];
    if (is_value(e->args[1], -1.0L))
        return minus(p, e->args[0]);
    const Expr *folded = fold_signs(p, e);
    return folded != e ? folded : fold_constants(p, e);
}

/* -(-x) -> x; -(2 * x) -> -2 * x; -(1) -> -1 where the 1 is a numeral of ours */
static const Expr *fold_neg(Program *p, const Expr *e)
{
    const Expr *a = e->args[0];
    if (a->op == OP_NEG)
        return a->args[0];
    if (a->op == OP_REAL && !a->u.real->text && !isnan(a->u.real->value))
        return ir_real(p, a->loc, e->type, -a->u.real->value);
    if (a->op == OP_MUL && is_numeral(a->args[0]) && !isnan(a->args[0]->u.real->value)) {
        const Expr *factor = ir_real(p, a->args[0]->loc, e->type, -a->args[0]->u.real->value);
        return fold_binary(p, a->loc, OP_MUL, factor, a->args[1]);
    }
    return e;
}

/* pow(x, 1) -> x and pow(x, 0) -> 1, for every x (C11 F.10.4.4); no other power is exact in every library */
static const Expr *fold_call(Program *p, const Expr *e)
{
    const char *name = e->u.callee->name;
    if (strcmp(name, "pow") != 0 && strcmp(name, "powf") != 0 && strcmp(name, "powl") != 0)
        return e;
    if (is_value(e->args[1], 1.0L))
        return e->args[0];
    if (is_value(e->args[1], 0.0L))
        return ir_real(p, e->loc, e->type, 1.0L);
    return e;
}

/* (double)(long double)x -> x of a double x: there and back again */
static const Expr *fold_there_and_back(Program *p, const Expr *e)
{
    const Expr *wide = e->args[0], *x = wide->op == OP_CAST ? wide->args[0] : NULL;
    return x && wide->type->kind == TYPE_REAL && x->type->kind == TYPE_REAL && x->type->u.real == e->type->u.real &&
                   wide->type->u.real >= e->type->u.real
               ? ir_cast(p, e->loc, e->type, x, true)
               : e;
}

const Expr *fold_real(Program *p, const Expr *e)
{
    switch (e->op) {
    case OP_CAST: return fold_there_and_back(p, e);
    case OP_ADD:  return fold_add(p, e);
    case OP_SUB:  return fold_sub(p, e);
    case OP_MUL:  return fold_mul(p, e);
    case OP_DIV:  return fold_div(p, e);
    case OP_NEG:  return fold_neg(p, e);
    case OP_CALL: return fold_call(p, e);
    default:      return e;
    }
}
