#ifndef ADGEN_DERIVE_SWAPS_H
#define ADGEN_DERIVE_SWAPS_H

#include "context.h"

/*
 * Shadow pointers that a loop does nothing but swap: a double buffer's.  Each iteration of its backward pass swaps them
 * back first, so that they need not be kept: wherever the backward pass is, they are what they were there.
 */

/* Find them.  Requires: frames chosen, facts. */
void swaps_find(Derive *d);

/* Whether the register, which holds such a pointer, is again what it was at any moment of the forward pass, except within
 * an iteration that has swapped it. */
bool swaps_holds(const Derive *d, const Var *var);

/* Whether such a register may have other values, when what the statement computes from it is asked for: it stands outside
 * the loop, in whose iterations it is the same from the first statement of the backward pass on. */
bool swaps_moves(const Derive *d, const Var *var, const Stmt *s);

/* Whether the statement is one of those by which an iteration swaps them. */
bool swaps_is_step(const Derive *d, const Stmt *s);

/* Whether the loop hands round what the register holds. */
bool swaps_hands_round(const Derive *d, const Stmt *loop, const Var *var);

/* Swap back what an iteration of the loop has swapped. */
void swaps_undo(Derive *d, const Stmt *loop, Block *out);

#endif
