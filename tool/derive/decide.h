#ifndef ADGEN_DERIVE_DECIDE_H
#define ADGEN_DERIVE_DECIDE_H

#include "context.h"

/*
 * decide_lower - give names to what is decided by comparing a number with a copy of itself, or by a step of a number that is computed;
 * whether there was any.
 *
 *     out = clamp(wanted);                            out = clamp(wanted);
 *     if (out == wanted)                    ->        held = out == wanted;
 *         integral += error;                          if (held) integral += error;
 *
 * The backward pass may keep one of the two and compute the other again, and compilers may round that otherwise (they
 * contract a * b + c in one place and not in the other): equal numbers would differ.  So what was decided is kept, and not
 * decided again (d->decided).  Numbers that are no copies of one another are equal by chance alone, where the function has a
 * kink or a jump, and its derivative none.  Steps, as in k = (int)(a * x + b), are met exactly where what they index is given on a
 * grid: tab[k + 1] * 0.0 beside tab_adj[k] would be no derivative of anything.
 *
 * Requires: facts.   Facts: to be found again.
 */
bool decide_lower(Derive *d);

#endif
