#ifndef ADGEN_DERIVE_EVERY_H
#define ADGEN_DERIVE_EVERY_H

#include "context.h"

/*
 * every_reached - whether no dependent of a Jacobian is a finite number where the value that the statement assigns is none.
 *
 * Its rows are taken with a seed of 1 for one dependent each; then none of them needs care that zero times an infinite value
 * counts for nothing.  False where the derivative is none of a Jacobian's rows, or it is not known.
 */
bool every_reached(Derive *d, const Stmt *s);

/* The same where a slope of the value is infinite or no number: the value is such a one, too. */
bool every_uses(Derive *d, const Stmt *s);

#endif
