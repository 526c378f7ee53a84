#ifndef ADGEN_DERIVE_LONG_RUNS_H
#define ADGEN_DERIVE_LONG_RUNS_H

#include "context.h"

/*
 * Time steps before which no pragma stands.
 *
 * Where the backward pass would keep a plane for each of many steps, and a step takes no longer than to write some planes, it
 * is better to keep states of some steps and to run the others once more: as with #pragma adgen checkpoint, but with blocks of
 * steps in place of the runtime's schedule (checkpoint_blocks.h).  Where it would keep many values for each element of rows, it
 * is better to keep the state before each step: what the step's backward pass needs runs again right before it.  That a loop is one of these is known only when there is a plan
 * that keeps the planes; the function is then derived a second time from the beginning, with the loop as one that has a pragma.
 * What cannot be run from a state stays as it is.
 */

/* Number the loops of the function as it was prepared, and mark those of d->long_runs. */
void long_runs_mark(Derive *d);

/* Whether all loops that are marked keep states, which take no longer to be kept than a step to run, and are not much more than
 * what the steps keep otherwise (or much less, where it is the state before each step).   Requires: checkpoint_find. */
bool long_runs_fit(Derive *d);

/* Find the loops to be marked: d->found_runs.   Requires: plan_make. */
void long_runs_find(Derive *d);

#endif
