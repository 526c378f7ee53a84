#ifndef ADGEN_DERIVE_CHECKPOINT_STATES_H
#define ADGEN_DERIVE_CHECKPOINT_STATES_H

#include "checkpoint.h"

/* Code that keeps states in slots, and brings them back. */

/* How the primal's registers are called where code of the backward pass runs, or of the forward pass: in its frame. */
typedef struct StatesAt {
    Derive      *d;
    Frame       *frame;
    const State *state;
    bool         backward;
} StatesAt;

const Expr *states_long(Derive *d, Loc loc, long long value);

/* An expression of the primal. */
const Expr *states_here(const StatesAt *at, const Expr *e);

/* A variable that the forward pass has set before the loop. */
const Expr *states_set(const StatesAt *at, Var *var);

/* A new variable of type long, set to the value. */
const Expr *states_named(const StatesAt *at, Block *out, const char *name, const Expr *value);

/* The bytes of one state: of all of it, or of what is no single element. */
const Expr *states_size(const StatesAt *at, bool all);

/* Before the loop: the lengths; memory for so many states.  Behind its backward pass: that is freed. */
void states_lengths(const StatesAt *at, Block *out);
void states_allocate(const StatesAt *at, Block *out, const Expr *slots);
void states_free(const StatesAt *at, Block *out);

/* The state goes to the slot, or comes back from there. */
void states_keep(const StatesAt *at, Block *out, const Expr *slot);
void states_restore(const StatesAt *at, Block *out, const Expr *slot);

/* The same for a step that runs backward from it: what it only reads stays where it is kept. */
void states_lend(const StatesAt *at, Block *out, const Expr *slot);

/* What the forward pass has left in memory: kept before the loop's backward pass, put back behind it. */
void states_left(const StatesAt *at, Block *out, bool back);

#endif
