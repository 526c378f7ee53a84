#ifndef ADGEN_DERIVE_STEADY_H
#define ADGEN_DERIVE_STEADY_H

#include "analysis/poly.h"
#include "context.h"

/*
 * Values that a function computes again and again from what it never changes: int units = layer->units, in a helper that
 * a loop calls.
 */

/* The expression with such variables replaced by what they are made of. */
const Expr *steady_expr(Derive *d, const Expr *e);

/* The same, and variables of the iteration that are made of the counters of loops around the statement, which reads the
 * expression: int at = i * n + j. */
const Expr *steady_here(Derive *d, const Expr *e, const Stmt *at);

/* Polynomials of them. */
Poly steady_poly(Derive *d, const Expr *e);
void steady_bounds(Derive *d, const Stmt *loop, Poly *low, Poly *high);

#endif
