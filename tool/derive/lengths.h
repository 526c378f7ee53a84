#ifndef ADGEN_DERIVE_LENGTHS_H
#define ADGEN_DERIVE_LENGTHS_H

#include "context.h"

/*
 * lengths_settle - the sizes of the adjoints of variable-length arrays that pointers of the forward pass point to.
 *
 * Requires: d->exposed is known.  Refuses those whose size changes from one iteration to the next.
 */
void lengths_settle(Derive *d);

#endif
