#ifndef ADGEN_TESTS_RULES_EVALUATE_H
#define ADGEN_TESTS_RULES_EVALUATE_H

#include "ir/ir.h"

/* What variables hold; an int or a value of any real type is held exactly. */
typedef struct Values {
    Var *const        *vars;
    const long double *values;
    const long double *tangents;   /* for evaluate_tangent */
    int                count;
} Values;

/* The value of an expression of the kind that rules are made of, as C would compute it: each operation in the type of
 * its node, `? :`, && and || lazily. */
long double evaluate(const Expr *e, const Values *values);

/* Its derivative in the direction of the tangents, by the rules of the functions in it, in long double. */
long double evaluate_tangent(Program *p, const Expr *e, const Values *values);

#endif
