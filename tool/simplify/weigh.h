#ifndef ADGEN_SIMPLIFY_WEIGH_H
#define ADGEN_SIMPLIFY_WEIGH_H

#include "ir/ir.h"

/* How many operators a reader sees in an expression (implicit conversions, names, places are free); counting stops
 * beyond the limit. */
int weigh_reading(const Expr *e, int limit);

/* How many operators between reals there are in it, up to the limit or a little more. */
int weigh_reals(const Expr *e, int limit);

/* Whether evaluating it takes a division of reals or a call of the library. */
bool weigh_is_costly(const Expr *e);

/* Whether two evaluations give the same and a missing one is not missed: nothing volatile, no opaque text. */
bool weigh_is_pure(const Expr *e);

#endif
