#ifndef ADGEN_DERIVE_FRAMES_H
#define ADGEN_DERIVE_FRAMES_H

#include "context.h"

typedef enum FrameKind {
    FRAME_ROOT,      /* the function: forward once, then backward */
    FRAME_FUSED,     /* a loop each iteration of which runs forward and at once backward */
    FRAME_BRANCH,    /* a branch that runs forward and at once backward */
    FRAME_RERUN,     /* a loop whose backward pass runs what it needs of each iteration forward again */
    FRAME_CHECKPOINT /* a loop whose backward pass runs each iteration again as a whole, from a state that is kept */
} FrameKind;

/* Code that runs forward and then backward as one: what is overwritten after it does not matter to it. */
typedef struct Frame {
    FrameKind     kind;
    struct Frame *outer;
    Stmt         *loop;       /* that it is the body of; of a branch, the IF; NULL: the function */
    Block        *body;
    Map          *entry;      /* Var -> its Version on entry of the body (plan.c) */
    Map          *last;       /* Var -> its Version at the end of the body (plan.c) */
    Map          *renamed;    /* RERUN, CHECKPOINT: Var -> its copy in the backward pass */
    Map          *slice;      /* RERUN: Stmt -> itself, those that run again; CHECKPOINT: from one state to the next */
    Map          *runs;       /* CHECKPOINT: Stmt -> itself, those of the step that run again right before its backward pass */
    Map          *heads;      /* CHECKPOINT: Var -> itself, registers that adjoints read as they are when the step begins */
    Map          *needed;     /* RERUN: Var -> itself, the registers that they and the adjoints read */
} Frame;

/*
 * frames_choose - decide for each active loop how its two halves run.
 *
 * FUSED where the iterations meet only in sums and disjoint writes whose adjoints are known before the loop runs;
 * BRANCH where such a loop stands in a branch, and the adjoints that the branch starts from are known before it runs;
 * RERUN where what the backward pass needs of an iteration can be had again from what is still there; otherwise the
 * loop belongs to the frame around it, which caches.
 *
 * Requires: adjoint statements in d->locals.
 */
void frames_choose(Derive *d);

/* Whether the statement is one of those that run forward where the frame around it runs backward. */
bool frames_runs(const Frame *frame, const Stmt *s);
/* Whether the frame's code runs in the backward pass of what is around it. */
bool frames_is_again(const Frame *frame);
/* The innermost such frame that it is, or lies in; NULL: there is none. */
const Frame *frames_again(const Frame *frame);
/* Whether there is one. */
bool frames_in_again(const Frame *frame);
/* Whether it runs again from what is still there, and from copies of what is not. */
bool frames_reads_copies(const Frame *frame);
/* The statements of such a frame that run again right before its backward pass: Stmt -> itself. */
Map *frames_run(const Frame *again);

/* The frame of a statement: of the innermost framed loop or branch around it, or the root. */
Frame *frames_of(Derive *d, const Stmt *s);

/* The loops around the statement inside the frame, outermost first: how many; in no order if that is more than `room`. */
int frames_loops(Derive *d, const Stmt *s, const Frame *frame, Stmt **loops, int room);

/* Whether the branches of the IF are frames. */
bool frames_branches(const Derive *d, const Stmt *s);
/* The last number of a statement in the frame. */
int frames_last(Derive *d, const Frame *frame);

/* A frame's statement list: index of its first fused loop, IF with branches that are frames or prompt call, or -1.  Others may follow,
 * and what has nothing to do with them; the adjoints of the list's tail are known before they run, or wait for them (tail.h). */
int frames_group(Derive *d, const Frame *frame);
/* Where a list's tail begins: what stands behind its last loop, or IF with one that is active.  Behind prompt calls, which
 * find their adjoints themselves, there is none. */
int frames_tail(Derive *d, const Block *block);
/* Whether the statement runs forward and at once backward. */
bool frames_starts_group(const Derive *d, const Stmt *s);

/*
 * Whether a place that is read at s (after: just after s has run) holds the same value when the backward part of s
 * runs, in the frame of s.
 */
bool frames_readable(Derive *d, const Expr *place, const Stmt *s, bool after);
/* The same for every place that the expression reads. */
bool frames_all_readable(Derive *d, const Expr *e, const Stmt *s, bool after);

#endif
