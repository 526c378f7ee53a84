#ifndef ADGEN_DERIVE_COPIES_H
#define ADGEN_DERIVE_COPIES_H

#include "context.h"

/*
 * copies_lower - memset to zero, memcpy and memmove of active data as assignments to its elements.
 *
 * Where the pointers have the type of the data and the number of bytes is said by sizeof: sizeof a, n * sizeof *a, or a
 * constant.  Other calls stay as they are, for the fence.  True where something was replaced.
 */
bool copies_lower(Derive *d);

#endif
