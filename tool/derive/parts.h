#ifndef ADGEN_DERIVE_PARTS_H
#define ADGEN_DERIVE_PARTS_H

#include "context.h"

/*
 * Calls of library routines whose derivative is known in parts (Func.parts): the part of each active argument, in the order
 * of the list.  What a part's parameter stands for is in its name, where `x` is a parameter of the routine:
 *
 *     n, alpha         the argument                    x_adj      the adjoint of the argument: of a number, a pointer to it
 *     x_active         whether the argument is active  x_dot      its tangent
 *     x                what the pointer x pointed to before the call, and x_out: after it; maybe a copy
 *     x_inc, x_ld      the stride, the leading dimension, of that: of the argument's own memory incx, ldx
 *     result           what the routine returned       result_adj its adjoint; result_dot: a pointer to its tangent
 *
 * In forward mode x and x_out are the argument itself, with its own strides, and the part runs before the call or behind it.
 * What x holds that is needed and changes before the backward pass is copied: the functions x_runs and x_length of the list
 * say how much that is.
 */

/* Copy what has to be copied, before and behind the calls.  Requires: the calls' arguments have names (calls_split). */
void parts_keep(Derive *d);

/* Whether the backward pass of the call reads nothing but numbers and what stays, and writes no memory in the forward pass. */
bool parts_is_joint(Derive *d, const Stmt *s);

/* Whether some part asks for what the routine returned. */
bool parts_want_result(const Func *func);

/* The call's adjoint. */
Block *parts_adjoint(Derive *d, const Stmt *s, const Pair *pair);

/* Forward mode: refuse the call if it has to be; push the call, with its tangents before and behind it. */
void parts_check_tangent(Derive *d, const Stmt *s);
void parts_tangent(Derive *d, Stmt *s, const Pair *pair, Block *out);

/* Forward mode: what derivatives leave out because an adjoint is zero matters where that has a tangent.  Behind the call of
 * such a test of blas.def's, ask the same of the tangent. */
void parts_test_tangent(Derive *d, const Stmt *s, Block *out);

/* In reverse mode the answer is no: what is zero may have an adjoint all the same. */
void parts_open_tests(Program *p, Func *fn);

#endif
