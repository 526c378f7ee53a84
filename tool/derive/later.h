#ifndef ADGEN_DERIVE_LATER_H
#define ADGEN_DERIVE_LATER_H

#include "context.h"

/*
 * Whether what a statement reads is there for good: a store that runs later never writes that element, as in a factorisation
 * in place, whose later steps read what earlier ones have finished.
 *
 * s: which reads `place`; after: when it has run.  loops: those around s between which and the store's moments that matter lie,
 * outermost first; common: how many of them are around the store, too.
 * The indices are compared as integers: bounds of the loops and conditions around both, and which of the two runs later, are
 * linear inequalities (Pugh 1992), and i * n + k, where 0 <= k < n, is two indices.
 * False: not known.
 */
bool later_misses(Derive *d, const Store *store, const Expr *place, const Stmt *s, bool after, Stmt *const *loops, int common);

#endif
