#ifndef ADGEN_DERIVE_ONCE_H
#define ADGEN_DERIVE_ONCE_H

#include "context.h"

/*
 * once_lower - calls of the maths library that are the same in all iterations of a loop are done once, before it.
 *
 *                                                           double exp_values[4];
 *                                                           if (steps > 0)
 *                                                               for (i = 0; i < 4; i++)
 *                                                                   exp_values[i] = exp(log_q[i]);
 *     for (t = 0; t < steps; t++) {                         for (t = 0; t < steps; t++) {
 *         …                                         ->          …
 *         for (i = 0; i < 4; i++)                               for (i = 0; i < 4; i++)
 *             P[i][i] += exp(log_q[i]);                             P[i][i] += exp_values[i];
 *     }                                                     }
 *
 * Their adjoints then wait for the end of the loop, too.  Of loops of a few iterations, whose number is known, in a loop each
 * iteration of which comes to them, whatever it does before: then what the calls read is there when the loop begins.  Nothing
 * in the loop may change that.
 *
 * Requires: a prepared function, and its facts.  Keeps: its meaning, to the last bit.  Returns whether there were any.
 */
bool once_lower(Derive *d);

#endif
