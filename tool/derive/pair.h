#ifndef ADGEN_DERIVE_PAIR_H
#define ADGEN_DERIVE_PAIR_H

#include "context.h"
#include "pairs.h"

/* Whether what lies in the object holds the same when the backward half runs as when the forward half ended. */
bool pair_object_stays(const Derive *d, const Object *object);

/*
 * pair_finish - the bodies of a pair's two functions from the two passes of one derivation.
 *
 * Registers that both passes mention are pushed on the tape at the end of the forward one and popped at the beginning
 * of the backward one; arrays and records that both need get memory of their own, which the backward pass frees.
 */
void pair_finish(Derive *d, Pair *pair, Block *forward, Block *back, const Expr *result);

#endif
