#ifndef ADGEN_DERIVE_CHECKPOINT_H
#define ADGEN_DERIVE_CHECKPOINT_H

#include "context.h"
#include "frames.h"

/*
 * Loops before which #pragma adgen checkpoint stands, and long runs over planes (long_runs.h).
 *
 * The loop runs forward as it is, and states are kept before some of its steps, as a schedule of the runtime says
 * (<adgen/checkpoint.h>), or one that is written out (checkpoint_blocks.h).  Its backward pass goes back to a
 * state, runs forward from there to the step that is due, runs that again, as a frame of its own, for what its adjoints need,
 * and backward.  What lies in memory is put back in the end: the primal's memory is what the forward pass has left.
 *
 * The state is what an iteration may read that may be something else when the backward pass gets there: registers that
 * are carried from one iteration to the next, memory that the loop writes, memory that it reads and that is overwritten
 * later.
 */

/* A part of the state: a register, or memory. */
typedef struct StatePart {
    Var        *var;         /* the register; NULL: memory */
    const Expr *place;       /* memory: a pointer to its first element, or the variable or record that it is */
    const Expr *length;      /* memory: its elements, a number or one of the state's lengths; NULL: `place` is one */
    const Expr *dims[4];     /* of what is no row: how many arrays, and what is in them, row by row */
    int         dim_count;
    const Type *elem;        /* memory: of what it consists */
    Var        *store;       /* what keeps it: one of them, or so many elements, for each slot; NULL: nobody asks for it */
    bool        lent;        /* memory: the pointer may lead to what is kept while a step runs backward */
    Var        *left;        /* memory: keeps what the forward pass has left, while the backward pass runs; NULL: likewise */
} StatePart;

/* A number of elements, of type long, that is found out before the loop. */
typedef struct StateLength {
    Var        *var;
    const Expr *value;
} StateLength;

typedef struct State {
    Stmt  *loop;
    Frame *frame;
    Var   *schedule;         /* what the runtime plans; NULL: no pragma says so, blocks of steps (checkpoint_blocks.h) */
    Var   *steps;            /* without a schedule: their number, … */
    Var   *stride;           /* … steps in a block (NULL: there are no blocks, a state before each step is kept), … */
    Var   *blocks;           /* … the number of these, … */
    Var   *step;             /* … and which step runs forward; NULL: the loop's own counter says so */
    Map   *own;              /* Object -> whether it serves each iteration alone, once somebody has asked */
    VEC(StatePart)   parts;
    VEC(StateLength) lengths;
} State;

/* Find the states of the loops that are run by a schedule, and refuse loops of which it is not known, or that cannot be
 * run twice.   Requires: frames chosen, facts. */
void checkpoint_find(Derive *d);

/* The state of a loop that is run by a schedule; NULL: it is not. */
State *checkpoint_of(const Derive *d, const Stmt *loop);

/* Whether there is one. */
bool checkpoint_any(const Derive *d);

/* Whether the statement does nothing but to count the loop's iterations, which the schedule does. */
bool checkpoint_counts(const Derive *d, const Stmt *s);

/* Call `visit` on every expression of the state that is evaluated where the loop begins, or goes back. */
void checkpoint_visit(const State *state, void (*visit)(void *data, const Expr *e), void *data);
/* Call `visit` on the variables that the loop's forward pass sets for the backward pass. */
void checkpoint_vars(const State *state, void (*visit)(void *data, Var *var), void *data);

/* The number of iterations; NULL: not known before the loop. */
const Expr *checkpoint_steps(Derive *d, const Stmt *s);

/* In the forward pass: before the loop; at the beginning of each of its steps. */
void checkpoint_start(Derive *d, Frame *outer, const State *state, Block *out);
void checkpoint_keep(Derive *d, Frame *outer, const State *state, Block *body);

/* The whole backward pass: `advance` generates one step forward, `reverse` the step that is run backward, from their
 * numbers.  If there is any step, `before` stands before all of them, and `behind` behind. */
typedef void CheckpointStep(void *data, const Expr *number, Block *out);
void checkpoint_backward(Derive *d, State *state, CheckpointStep *advance, CheckpointStep *reverse, void *data,
                         const Block *before, const Block *behind, Block *out);

#endif
