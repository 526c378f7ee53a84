#ifndef ADGEN_DERIVE_REVERSE_H
#define ADGEN_DERIVE_REVERSE_H

#include "context.h"

/*
 * reverse_body - the forward pass with what it keeps, and the backward pass.
 *
 * Requires: frames chosen, plan made.  `start` is pushed where the backward pass begins (seeds).
 * Returns the statements in order, those of the backward pass in `backward` if that is given; variables are not declared
 * yet, except shadows that are born at a place.
 */
Block *reverse_body(Derive *d, const Block *start, Block *backward);

#endif
