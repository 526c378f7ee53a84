#ifndef ADGEN_DERIVE_LOADS_H
#define ADGEN_DERIVE_LOADS_H

#include "context.h"

/*
 * loads_name - give names to memory reads that the backward pass needs and that will have been overwritten by then,
 * so that the plan can keep them as it keeps registers.
 *
 * Requires: frames chosen, adjoint statements in d->locals.   Returns whether the function was changed: then all facts
 * must be made anew.
 */
bool loads_name(Derive *d);

#endif
