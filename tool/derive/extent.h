#ifndef ADGEN_DERIVE_EXTENT_H
#define ADGEN_DERIVE_EXTENT_H

#include "analysis/poly.h"
#include "context.h"

/*
 * The number of elements that an index of a place may run through, from 0 on: of an array, of a block that is allocated
 * in the function, of a parameter that says its size.  Made of what the function never changes.  False: unknown.
 */
bool extent_of(Derive *d, const Expr *place, Poly *count);

#endif
