#ifndef ADGEN_DERIVE_TANGENT_H
#define ADGEN_DERIVE_TANGENT_H

#include "context.h"

/*
 * tangent_body - the function's statements, with the tangent of each active one beside it.
 *
 * The tangent of a value comes before the value is assigned, as it needs what the operands hold until then, or right behind
 * it where it is told by the value itself (exp, sqrt, a quotient).  Nothing is kept.  (Forward mode: Griewank and Walther,
 * Evaluating Derivatives, 2008, section 3.1.)
 *
 * Requires: split_func and follow_insert have run, the facts are about what they made, and d->pairs_of is known.
 */
Block *tangent_body(Derive *d);

#endif
