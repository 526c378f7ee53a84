#ifndef ADGEN_IR_CHECK_H
#define ADGEN_IR_CHECK_H

#include "ir/ir.h"

/* The rules of expressions and statements, once: the builders and the verifier hold the IR to them, the reader a dump.
 * Each returns NULL, or what is wrong. */

/* The arguments of an operator of fixed arity (all but INIT and CALL); for CAST by the type that it converts to. */
const char *check_args(OpKind op, const Expr *const *args);
const char *check_cast(const Type *to, const Expr *value);
const char *check_field(const Expr *record, const Field *field);
const char *check_call(const Func *callee, const Expr *const *args, int count);

const char *check_decl(const Var *var, const Expr *init);
const char *check_assign(const Expr *place, const Type *value);
const char *check_result(const Expr *place, const Type *result);
const char *check_cond(const Expr *cond);
const char *check_for(const Var *var, const Expr *from, const Expr *to, Relation relation, long long step);

/* Whether it designates an object. */
bool check_is_place(const Expr *e);

#endif
