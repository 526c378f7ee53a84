#ifndef ADGEN_DERIVE_CALLS_H
#define ADGEN_DERIVE_CALLS_H

#include "context.h"
#include "pairs.h"

/* Calls that stay calls, of functions with a forward and a backward half of their own. */

/* Whether a derivative flows through the call: it has to be run backward. */
bool calls_is_active(const Derive *d, const Stmt *s);

/* Whether the call's argument i carries derivatives: a real by value, or a way to active memory. */
bool calls_arg_is_active(const Derive *d, const Stmt *s, int i);

/* Whether what can be reached through the argument holds the same until the backward pass of this call, from before the
 * call on, or from behind it.  Functions do. */
bool calls_arg_stays(const Derive *d, const Stmt *s, int i, bool behind);

/* Whether a statement of the user's from number `first` to number `last` may store something there. */
bool calls_stores(const Derive *d, int first, int last, const IntSet *objects);

/* Whether the object is a variable-length array of an inner block: behind that, nothing can name it. */
bool calls_is_scoped(const Derive *d, const Object *object);

/* Whether nothing has been stored, before the call, where the pointer argument leads to: nobody asks what was there.  With
 * `zeros` it may be memory that begins as zeros. */
bool calls_arg_is_fresh(const Derive *d, const Stmt *s, int i, bool zeros);

/* Whether some global that has an adjoint is active. */
bool calls_has_active_global(const Derive *d);

/* Whether the pointer is null, or a variable that holds no other. */
bool calls_leads_nowhere(const Derive *d, const Expr *pointer);

/* Give names to those arguments of an active call, and to its result, that are no registers: push what computes them
 * first, and the call. */
void calls_split(Derive *d, Block *out, Stmt *s);

/* Choose each active call's pair, in d->pairs_of, and what calls its forward half, in d->forwards. */
void calls_choose(Derive *d);

/* What stands for the shadow of a pointer or record argument: the shadow; for a record, a pointer to it. */
const Expr *calls_shadow(Derive *d, const Stmt *s, int i);

/* The address of what collects the adjoint of an argument by value: a variable that starts at zero, in `out`, and is added on
 * in `after`, if the argument is active. */
const Expr *calls_part(Derive *d, const Expr *arg, bool active, Block *out, Block *after);

/* Forward mode: the call with the tangents of its arguments and of its result. */
void calls_tangent(Derive *d, Stmt *s, Pair *pair, Block *out);

/* The statements that call the backward half and hand its results on. */
Block *calls_adjoint(Derive *d, const Stmt *s);

#endif
