#ifndef ADGEN_DERIVE_FRAMES_PARTS_H
#define ADGEN_DERIVE_FRAMES_PARTS_H

#include "frames.h"

/* What the files that choose frames share. */

/* What a loop (or another statement) reads, adds to and assigns. */
typedef struct Facts {
    Derive *d;
    Stmt   *loop;
    bool    fusable;
    VEC(const Expr *) reads;       /* active memory that is read other than to add to it */
    IntSet  called;                /* objects that functions may read which it calls */
    VEC(const Expr *) adds;        /* memory that is added to */
    VEC(const Expr *) writes;      /* active memory that is assigned */
    Map    *read_vars;             /* registers read other than to add to them */
    Map    *added_vars;            /* registers added to */
    Map    *assigned_vars;         /* active registers assigned in another way */
    VEC(Var *) vars;               /* those in the three maps */
} Facts;

/* What is known of a statement.  Not `fusable`: there is more that is not known. */
Facts *frames_facts(Derive *d, Stmt *s);

/* The branch of the IF that the statement is in. */
const Block *frames_branch(Derive *d, const Stmt *branch, const Stmt *s);

/* Call `visit` on every statement in the loop. */
void frames_visit_loop(const Stmt *loop, void (*visit)(void *data, Stmt *s), void *data);

/* Whether the object serves each iteration alone: asked for many places, and found out once. */
bool frames_is_own(Derive *d, int object, const Stmt *loop);
/* Whether every object of the place serves each iteration alone. */
bool frames_is_private(Derive *d, const Expr *place, const Stmt *loop);

/* Whether the backward parts of the loop's iterations may run in any order (fuse.c). */
bool frames_commute(Derive *d, Stmt *loop, Facts **facts);
/* The same for a loop that has no frame yet and is active. */
bool frames_fuses(Derive *d, Stmt *loop, Facts **facts);
/* Whether what `later` does backward leaves alone the adjoints that `f` starts from. */
bool frames_independent(Derive *d, const Facts *f, const Facts *later);
/* The same for adjoints in memory alone. */
bool frames_apart_in_memory(Derive *d, const Facts *f, const Facts *later);
/* Whether the target occurs once in the value, as a summand. */
bool frames_is_sum(const Expr *target, const Expr *value);
/* Whether an expression of an adjoint statement reads, but for adjoints, nothing that changes between the numbers. */
bool frames_fixed_expr(Derive *d, const Expr *e, int first, int last);
/* Whether the statement's backward part needs nothing that changes between the numbers. */
bool frames_stmt_hoistable(Derive *d, Stmt *s, int first, int last);

/* Whether the loop's backward pass has all that it needs without running anything again: it asks for nothing that changes. */
bool frames_needs_nothing(Derive *d, Stmt *loop);
/* Choose the statements of the frame that run again before its backward pass (checkpoint_slice.c). */
void frames_slice(Derive *d, Frame *frame);
/* Take from these what only loops in it ask for that run forward again themselves (checkpoint_prune.c).   Requires: their frames. */
void frames_prune(Derive *d, Frame *frame);
/* Whether it calls what takes long, or what nobody knows: anything but a square root, the larger of two and the like. */
bool frames_is_dear_call(const Expr *e);
/* Whether the loop is to be run forward again, iteration by iteration, when it is run backward (rerun.c). */
bool frames_reruns(Derive *d, Stmt *loop, Frame *frame);

#endif
