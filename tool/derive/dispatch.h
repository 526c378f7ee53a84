#ifndef ADGEN_DERIVE_DISPATCH_H
#define ADGEN_DERIVE_DISPATCH_H

#include "context.h"

/*
 * dispatch_lower - calls through pointers whose possible targets are all known become chains of
 * `if (pointer == target) target(…)`; with one target, the call itself.
 *
 * Only calls that reals may be given to or come from.  Returns whether there were any: the new calls have to be inlined
 * (normal_again) and the facts made anew.
 */
bool dispatch_lower(Derive *d);

#endif
