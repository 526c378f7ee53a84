#ifndef ADGEN_DERIVE_OVERLAP_H
#define ADGEN_DERIVE_OVERLAP_H

#include "context.h"

/* Add those that are not yet there.  True where any was new. */
bool overlap_add(Arena *arena, Overlaps *pairs, const Overlaps *more);

/* Note what the plan keeps only because of overlaps, and how far apart the pointers would have to be. */
void overlap_note(Derive *d);

/* How much the derivative keeps: elements, where all sizes are alike, of what it allocates or has on the tape. */
double overlap_price(Derive *d);

/* Take it for granted that the pointers of these pairs do not overlap, nor do their shadows. */
void overlap_promise(Derive *d, const Overlaps *pairs);
void overlap_promise_shadows(Derive *d, const Overlaps *pairs);

/* An expression that holds only where the pointers of none of the pairs overlap; NULL: that cannot be told. */
const Expr *overlap_check(Derive *d, const Overlaps *pairs);

/* "w and x do not overlap y" */
const char *overlap_text(const Derive *d, const Overlaps *pairs);

#endif
