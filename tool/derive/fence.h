#ifndef ADGEN_DERIVE_FENCE_H
#define ADGEN_DERIVE_FENCE_H

#include "context.h"

/*
 * fence_check - refuse what touches active data and cannot be differentiated correctly.
 *
 * Reports every such construct at its own place; constructs on inactive data pass.   Requires: alias and activity facts.
 */
void fence_check(Derive *d);

/* Whether it is a parameter that the request makes active. */
bool fence_is_parameter(const Derive *d, const Var *var);

/* Whether active data may be reached through the pointer. */
bool fence_reaches_active(Derive *d, const Expr *pointer);

#endif
