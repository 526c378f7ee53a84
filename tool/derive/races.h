#ifndef ADGEN_DERIVE_RACES_H
#define ADGEN_DERIVE_RACES_H

#include "context.h"

/*
 * races_lower - a loop that looks for the largest, or nearest, of several, and what has been found.
 *
 *     for (i = 0; i < n; i++)          ->      best_found = best;  winner = -1;
 *         if (f (i) < best)                    for (i = 0; i < n; i++)
 *             best = f (i);                        if (f (i) < best_found) { best_found = f (i);  winner = i; }
 *                                              if (winner >= 0)
 *                                                  best = f (winner);
 *
 * The search carries no derivative; only the winner's iteration has a backward pass.
 *
 * Requires: facts, no shadows yet.   True where something was changed: the facts have to be found again.
 */
bool races_lower(Derive *d);

#endif
