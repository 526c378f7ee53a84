#ifndef ADGEN_DERIVE_DECIDE_H
#define ADGEN_DERIVE_DECIDE_H

#include "context.h"

/*
 * decide_lower - give names to what is decided by comparing a number with a copy of itself; whether there was any.
 *
 *     out = clamp(wanted);                            out = clamp(wanted);
 *     if (out == wanted)                    ->        held = out == wanted;
 *         integral += error;                          if (held) integral += error;
 *
 * The backward pass may keep one of the two and compute the other again, and compilers may round that otherwise (they
 * contract a * b + c in one place and not in the other): equal numbers would differ.  So what was decided is kept, and not
 * decided again (d->decided).  Numbers that are no copies of one another are equal by chance alone, where the function has a
 * kink or a jump, and its derivative none.
 *
 * Requires: facts.   Facts: to be found again.
 */
bool decide_lower(Derive *d);

#endif
