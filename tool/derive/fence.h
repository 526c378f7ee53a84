#ifndef ADGEN_DERIVE_FENCE_H
#define ADGEN_DERIVE_FENCE_H

#include "context.h"

/*
 * fence_check - refuse what touches active data and cannot be differentiated correctly.
 *
 * Reports every such construct at its own place; constructs on inactive data pass.   Requires: alias and activity facts.
 */
void fence_check(Derive *d);

/* Whether active data may be reached through the pointer. */
bool fence_reaches_active(Derive *d, const Expr *pointer);

#endif
