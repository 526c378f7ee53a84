#ifndef ADGEN_SIMPLIFY_SIMPLIFY_H
#define ADGEN_SIMPLIFY_SIMPLIFY_H

#include "ir/ir.h"

/*
 * simplify_func - make a generated function what a careful person would have written.
 *
 * Requires: verified IR.  Keeps: what the function returns and does to memory, to the last bit (an adjoint that is
 * structurally zero may be dropped).  The IR is changed in place.
 */
void simplify_func(Program *p, Func *func);

/*
 * simplify_group - add up what is added to an adjoint first: x_adj = x_adj + a + b -> x_adj = x_adj + (a + b).
 *
 * So do several statements that add to one element. A loop that carries the sum on then waits for one addition an iteration, and compilers know a sum when they see it.
 *
 * Keeps: what the function does, but for rounding of adjoints.
 */
void simplify_group(Program *p, Func *func);

/*
 * simplify_repeats - name what is written several times over: long expressions that loops compute again for their adjoints.
 *
 * Keeps: what the function does, to the last bit.
 */
void simplify_repeats(Program *p, Func *func);

/* One expression, by rules such as x * 1 -> x that are exact in floating point. */
const Expr *simplify_expr(Program *p, const Expr *e);

#endif
