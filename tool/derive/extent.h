#ifndef ADGEN_DERIVE_EXTENT_H
#define ADGEN_DERIVE_EXTENT_H

#include "analysis/poly.h"
#include "context.h"

/*
 * The number of elements that an index of a place may run through, from 0 on: of an array, of a block that is allocated
 * in the function, of a parameter that says its size.  Made of what the function never changes.  False: unknown.
 */
bool extent_of(Derive *d, const Expr *place, Poly *count);

/* Whether a place that has an extent is surely there where the statement is reached: no pointer that leads to it is null or has
 * no value yet. */
bool extent_is_there(Derive *d, const Expr *place, const Stmt *at);

#endif
