#ifndef ADGEN_DERIVE_PARTS_H
#define ADGEN_DERIVE_PARTS_H

#include "context.h"

/*
 * Calls of library routines whose adjoint is known in parts (Func.parts): the part of each active argument, in the order of
 * the list.  What a part's parameter stands for is in its name, where `x` is a parameter of the routine:
 *
 *     n, alpha         the argument                    x_adj      the adjoint of the argument: of a number, a pointer to it
 *     x                what the pointer x pointed to before the call, and x_out: after it; maybe a copy
 *     x_inc, x_ld      the stride, the leading dimension, of that: of the argument's own memory incx, ldx
 *     result           what the routine returned       result_adj its adjoint
 *
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

#endif
