#ifndef ADGEN_DERIVE_TEMPORARIES_H
#define ADGEN_DERIVE_TEMPORARIES_H

#include "context.h"

/*
 * temporaries_contract - a variable in the place of an array of which each iteration uses its own element.
 *
 *     y = malloc (…);                                     for (i = 0; i < n; i++) {
 *     for (i = 0; i < n; i++) y[i] = …;             ->        y_i = …;
 *     for (i = 0; i < n; i++) sum += … y[i] …;                sum += … y_i …;
 *     free (y);                                           }
 *
 * Loops that go through the same range meet for that, where the later one needs nothing of the earlier one but what the
 * same iteration has made, and the array, local and never handed on, is gone.
 *
 * Requires: facts, no shadows yet.   True where something was changed: the facts have to be found again.
 */
bool temporaries_contract(Derive *d);

#endif
