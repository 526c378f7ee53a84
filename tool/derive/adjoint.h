#ifndef ADGEN_DERIVE_ADJOINT_H
#define ADGEN_DERIVE_ADJOINT_H

#include "context.h"

/*
 * adjoint_of - the adjoint statements of one active assignment.
 *
 * They take the adjoint of what was assigned, set it to zero, and add its share to the adjoint of every operand, which
 * is right whatever overlaps.  Every primal value in them is meant as of just before the statement, except the
 * variable map_get(d->results, s), which stands for the value just assigned.
 *
 * Requires: split_func has run.  Returns an empty block where nothing flows.
 */
Block *adjoint_of(Derive *d, const Stmt *s);

/* Whether a is b times something inactive. */
bool adjoint_is_scaled(const Derive *d, const Expr *a, const Expr *b);

/* Whether the slope may be infinite where the call's value is finite. */
bool adjoint_is_singular(const Expr *call);

/* Add to the adjoint of a register or place: place_adj = place_adj + amount. */
Stmt *adjoint_add(Derive *d, const Expr *place, const Expr *amount);

#endif
