#ifndef ADGEN_DERIVE_TOLD_H
#define ADGEN_DERIVE_TOLD_H

#include "context.h"

/*
 * A choice that its value tells: y = z > 0.0 ? z : 0.0 has taken z where y > 0.0, so that the backward pass asks for y,
 * which memory often holds, rather than for z.
 *
 * Where the condition is z > c, with a constant c, the value is z where it holds, and no more than c, or NaN, where it does
 * not: a constant, or z times a constant that is not negative, and c is 0.  The same with z >= c, and less than c.
 *
 * Only where a loop computes z, so that it would take long to have it again.
 */

/* Whether the value tells which of e's alternatives it is. */
bool told_by_value(Derive *d, const Expr *e);

/* The condition of such a choice, in terms of its value. */
const Expr *told_condition(Derive *d, const Expr *e, const Expr *value);

#endif
