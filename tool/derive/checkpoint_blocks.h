#ifndef ADGEN_DERIVE_CHECKPOINT_BLOCKS_H
#define ADGEN_DERIVE_CHECKPOINT_BLOCKS_H

#include "checkpoint_states.h"

/*
 * The schedule of loops before which no pragma stands, written out: it needs no runtime.
 *
 * The forward pass keeps the state before the first step of each block of steps.  The backward pass takes block by block
 * from the last: it runs forward from that state, keeps those of the block's other steps, and then goes backward step by
 * step.  So each step runs again once at most; with blocks about as long as their number is, 2 sqrt (steps) states are kept
 * (Griewank and Walther, Evaluating Derivatives, chapter 12: two levels).  Where all states are small, a block has one step.
 *
 * With a state for each step (State.stride NULL) there are no blocks: the backward pass goes from one state to the one before.
 */

/* The variables that the forward pass sets for the backward pass. */
void blocks_vars(Derive *d, State *state);

/* Before the loop; at the beginning of each step; the whole backward pass. */
void blocks_start(const StatesAt *at, Block *out);
void blocks_keep(const StatesAt *at, Block *out);
void blocks_backward(const StatesAt *at, CheckpointStep *advance, CheckpointStep *reverse, void *data, Block *out);

#endif
