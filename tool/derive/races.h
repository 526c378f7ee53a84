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
 * The search carries no derivative; only the winner's iteration has a backward pass.  Where the elements of an array are
 * compared, and nothing else is done, the loop stays as it is, and the winner is looked for after it:
 *
 *     for (i = 0; i < n; i++)          ->      for (i = 0; i < n; i++)
 *         if (x[i] > best)                         if (x[i] > best_found)
 *             best = x[i];                             best_found = x[i];
 *                                              winner = -1;
 *                                              if (n > 0 && best_found > best)
 *                                                  for (winner = 0; winner < n - 1 && x[winner] != best_found;)
 *                                                      winner++;
 *                                              if (winner >= 0)
 *                                                  best = x[winner];
 *
 * Requires: facts, no shadows yet.   True where something was changed: the facts have to be found again.
 */
bool races_lower(Derive *d);

#endif
