#ifndef ADGEN_DERIVE_MATES_H
#define ADGEN_DERIVE_MATES_H

#include "context.h"

/*
 * mates_insert - where a statement computes sin(e) and its adjoint needs cos(e), or the other way round, compute that
 * beside it: compilers make one call of both.
 *
 * Not where e is at hand when the loop around runs backward: keeping the value would take memory that e does not.
 *
 * Requires: frames chosen, adjoint statements in d->locals.   Returns whether the function was changed: then all facts
 * must be made anew.
 */
bool mates_insert(Derive *d);

/*
 * mates_use - where a register holds what a mathematical function gave for the same arguments, use it instead of another
 * call, forward and in the adjoint statements.
 *
 * Requires: frames chosen, adjoint statements in d->locals; nothing changes them any more but the plan.
 */
void mates_use(Derive *d);

#endif
