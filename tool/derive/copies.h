#ifndef ADGEN_DERIVE_COPIES_H
#define ADGEN_DERIVE_COPIES_H

#include "context.h"
#include "named.h"

/*
 * copies_lower - memset to zero, memcpy and memmove of active data as assignments to its elements.
 *
 * Where the pointers have the type of the data and the number of bytes is said by sizeof: sizeof a, n * sizeof *a, or a
 * constant.  Other calls stay as they are, for the fence.  True where something was replaced.
 */
bool copies_lower(Derive *d);

/* The number of elements in so many bytes, also where they are said in terms of what the elements are arrays of; NULL:
 * they are not said in terms of the element's type. */
const Expr *copies_whole(Derive *d, const Expr *bytes, const Type *elem);

/* Forward mode: whether the statement is a memset of reals to zero, whatever the number of bytes, that has stayed: the same
 * is done to their tangents. */
bool copies_clears(const Derive *d, const Stmt *s);

/* Whether elements of the type may need a shadow: reals, or pointers that may lead to such. */
bool copies_matters(const Type *elem);

/* Whether the number of bytes is that of whole elements, from whatever variables it comes. */
bool copies_is_whole(Derive *d, const Named *named, const Expr *bytes, const Type *elem);

/* to[i] = from[i] for so many elements, at the statement's place in the source. */
void copies_elements(Derive *d, Block *out, const Stmt *s, const Expr *to, const Expr *from, const Expr *count);

#endif
