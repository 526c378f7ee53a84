#ifndef ADGEN_DERIVE_INVARIANTS_H
#define ADGEN_DERIVE_INVARIANTS_H

#include "context.h"

/*
 * invariants_lower - what calls of the maths library compute alike in all iterations of a loop is computed once, before it.
 *
 *                                                   double r = 0.0;
 *                                                   if (n > 0)
 *                                                       r = 1.0 / exp(log_alpha);
 *     for (i = 0; i < n; i++) {                     for (i = 0; i < n; i++) {
 *         double r = 1.0 / exp(log_alpha);    ->
 *         sum += log(r + y[i]);                         sum += log(r + y[i]);
 *     }                                             }
 *
 * Their adjoints then wait for the end of the loop, too: there they are multiplied once.  Only what the loop's first iteration surely
 * comes to, and only if there is one: what it reads is there then, and slopes that are infinite are met by nobody else.
 * Arithmetic without calls stays, but for what moves because a call needs it.
 *
 * What depends on the counter of a loop in that one alone goes into a table, with an element for each of its iterations:
 *
 *                                                   sd_values = allocate (k);
 *                                                   if (n > 0)
 *                                                       for (j = 0; j < k; j++)
 *                                                           sd_values[j] = exp(log_sd[j]);
 *     for (i = 0; i < n; i++)                       for (i = 0; i < n; i++)
 *         for (j = 0; j < k; j++)           ->          for (j = 0; j < k; j++)
 *             sum += y[i] / exp(log_sd[j]);                 sum += y[i] / sd_values[j];
 *
 * What depends on two counters, and reads an element that both choose, goes into a table of two dimensions, which two loops fill.
 * Loops that the walk goes through on its way need not be such: it is enough that the first iteration comes to the inner ones, and
 * where a table has an element for each iteration of a loop around, that each of these does.
 *
 * `depth`: of loops around those that are looked at.
 * Requires: a prepared function, and its facts.  Keeps: its meaning, to the last bit.  True where something was changed: the facts
 * have to be found again.
 */
bool invariants_lower(Derive *d, int depth);

/* Whether the pointer leads to a table that this has made, or to its adjoints: a block that is not the function's own. */
bool invariants_is_table(const Derive *d, const Var *pointer);

#endif
