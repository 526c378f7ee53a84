#ifndef ADGEN_DERIVE_FINITE_H
#define ADGEN_DERIVE_FINITE_H

#include "context.h"

/*
 * finite_vanishes - whether adjoint statements surely add zeros, and nothing that is no number, where all adjoints are zero.
 *
 *     y_adj += w / (1.0 + x * x);       yes: the divisor is at least 1
 *     y_adj += w / x;                   no: x may be zero
 *
 * What the function is called with is taken as finite, and so are sums and products of what is finite.  A quotient is finite where
 * its divisor is bounded away from zero; of calls, those of a few functions whose range is known are.  `local` are the adjoint
 * statements of `s`.
 */
bool finite_vanishes(Derive *d, const Stmt *s, const Block *local);

/* finite_number - whether what `s` evaluates is surely a finite number. */
bool finite_number(Derive *d, const Stmt *s, const Expr *value);

#endif
