#ifndef ADGEN_SIMPLIFY_FOLD_H
#define ADGEN_SIMPLIFY_FOLD_H

#include "ir/ir.h"

/* One step of simplify_expr: what replaces a node whose arguments are simplified already (or the node). */
const Expr *fold_node(Program *p, const Expr *e);
const Expr *fold_real(Program *p, const Expr *e);      /* NEG ADD SUB MUL DIV CALL of reals */
const Expr *fold_integer(Program *p, const Expr *e);   /* the same of integers, REM, bits; pointers */

/* A pointer that is asked whether it is null, as the pointer that decides it; 1 where it never is. */
const Expr *fold_test(Program *p, const Expr *e);
const Expr *fold_tests(Program *p, const Expr *e);     /* those that !, &&, || and ?: ask */
const Expr *fold_null(Program *p, const Expr *e);      /* pointer == 0, pointer != 0 */

/* The operator on simplified arguments, simplified. */
const Expr *fold_unary(Program *p, Loc loc, OpKind op, const Expr *a);
const Expr *fold_binary(Program *p, Loc loc, OpKind op, const Expr *a, const Expr *b);

/* Whether the expression is a constant, seen through signs and conversions; its value in the expression's type. */
bool fold_is_real(const Expr *e, long double *value);
bool fold_is_integer(const Expr *e, long long *value);
/* AND OR XOR SHL SHR of numbers that are not negative, which have the same bits in every type; false: of others. */
bool fold_bits(OpKind op, long long a, long long b, long long *result);
/* A condition that is known: 0 or 1; -1: not. */
int fold_truth(const Expr *e);

/* The opposite condition. */
const Expr *fold_not(Program *p, Loc loc, const Expr *cond);

#endif
