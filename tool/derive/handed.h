#ifndef ADGEN_DERIVE_HANDED_H
#define ADGEN_DERIVE_HANDED_H

#include "context.h"

/* Add the objects that code outside may reach once the function has returned. */
void handed_left(Derive *d, IntSet *out);

/*
 * handed_check - what the function allocates, fills with data that carry derivatives, and leaves to its caller.
 *
 * Nobody outside can give such memory an adjoint before the backward pass.  An error, unless the value returned is what
 * is differentiated: then a warning.   Of requests only, not of the halves of a call: those share their shadows.
 * Requires: alias and activity facts, and no errors so far.
 */
void handed_check(Derive *d);

#endif
