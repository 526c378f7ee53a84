#ifndef ADGEN_DERIVE_STATICS_H
#define ADGEN_DERIVE_STATICS_H

#include "context.h"

/*
 * statics_localize - make local variables of the static ones that carry nothing from one call to the next.
 *
 * Those whose every element is written before it is read, and that are small enough for the stack.  Returns whether
 * there were any.   Requires: alias and layout facts, which are void afterwards where there were.
 */
bool statics_localize(Derive *d);

#endif
