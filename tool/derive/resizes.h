#ifndef ADGEN_DERIVE_RESIZES_H
#define ADGEN_DERIVE_RESIZES_H

#include "context.h"

/*
 * resizes_lower - realloc of active data as what it does: a new block, a copy of the elements, free of the old block.
 *
 * What the backward pass reads in the old block has to stay there, and so has the old block's adjoint; with free as a
 * statement of its own both are kept as after any free.  The size of the old block is remembered beside the tape from where
 * it was allocated.  realloc of other data stays as it is.
 *
 * Requires: facts, the function's signature, fence_check passed.  True where something was changed: the facts are then old.
 */
bool resizes_lower(Derive *d);

/* Whether the statement is a realloc of active data, or of pointers that lead to them. */
bool resizes_is_active(Derive *d, const Stmt *s);

/* The pointer type of the elements that the realloc moves, whose number is certain to be whole; NULL: it cannot be told. */
const Type *resizes_type(Derive *d, const Stmt *s);

#endif
