#ifndef ADGEN_DERIVE_KEEP_H
#define ADGEN_DERIVE_KEEP_H

#include "context.h"

/* Copies of memory that a call's adjoint needs and that does not hold the same until then. */

/* Runs of elements, whose starts lie `stride` elements apart. */
typedef struct Extent {
    const Expr *runs;
    const Expr *length;      /* of one, in elements */
    const Expr *stride;      /* its sign does not matter */
} Extent;

/* copy = adgen_keep(what the pointer points to): a block for the adjoint alone, which has to free it (keep_free). */
Var *keep_copy(Derive *d, Block *out, const Expr *pointer, const Type *elem, const Extent *extent, const char *name);
void keep_free(Derive *d, Block *out, const Var *copy, Loc loc);

/* The variable that an argument names, in whatever place in it: a of a + 3, &a[i]; or NULL. */
const Var *keep_root(const Expr *arg);

#endif
