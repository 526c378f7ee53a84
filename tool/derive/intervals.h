#ifndef ADGEN_DERIVE_INTERVALS_H
#define ADGEN_DERIVE_INTERVALS_H

#include "context.h"

/* What a function touches behind a pointer parameter: nothing but the first `count` elements, of which a negative number
 * is none. */
struct Interval {
    const Expr *count;         /* of type double, where no product overflows; made of parameters and of members that
                                  they point to; NULL: not known */
    const Type *elem;
};

/*
 * intervals_find - that of each parameter, by its number.
 *
 * The function's own text has to show it: indices made of what nothing changes and of the counters of loops.  An
 * address that gets out of sight, into a call or a pointer that is assigned, has no such count.
 * Requires: the facts of the derivation.  Keeps: the IR unchanged.
 */
const Interval *intervals_find(Derive *d);

#endif
