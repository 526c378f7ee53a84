#ifndef ADGEN_SIMPLIFY_PROPOSE_H
#define ADGEN_SIMPLIFY_PROPOSE_H

#include "ir/ir.h"

/* A name for a variable that holds the value: exp(x) -> exp_x, a / b -> a_over_b, 1 / q -> inv_q. */
const char *propose_name(Program *p, const Expr *e);

/* A new temporary of the function that holds the value, named after it. */
Var *propose_var(Program *p, Func *func, const Expr *e);

#endif
