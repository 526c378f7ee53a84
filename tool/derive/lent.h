#ifndef ADGEN_DERIVE_LENT_H
#define ADGEN_DERIVE_LENT_H

#include "context.h"

/*
 * Memory that a registered derivative is given: it runs its function again, so what the arguments lead to has to be as it
 * was before the call.
 *
 * What the call or something behind it changes is copied before the call, and in the backward pass the copy is handed on in
 * its place.
 */

/* Copy it, or refuse the call [adgen-derivative-of]. */
void lent_keep(Derive *d);

/* Whether the call changes no memory, and nothing is copied for it. */
bool lent_is_nothing(Derive *d, const Stmt *s);

/* What stands for argument i in the backward pass. */
const Expr *lent_argument(Derive *d, const Stmt *s, int i);

/* What comes before and behind the derivative's call. */
void lent_open(Derive *d, const Stmt *s, Block *out);
void lent_close(Derive *d, const Stmt *s, Block *out);

#endif
