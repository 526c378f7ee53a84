#ifndef ADGEN_SIMPLIFY_TRAIL_H
#define ADGEN_SIMPLIFY_TRAIL_H

#include "base/vec.h"

/*
 * One integer for each variable, with a record of its changes: a walk over a branch can be taken back, and two
 * branches be joined, at the cost of what they changed and not of how many variables there are.
 */
typedef struct Change {
    int var;
    int value;
} Change;

typedef VEC(Change) ChangeVec;

typedef struct Trail {
    Arena    *arena;
    int      *state;
    ChangeVec changes;   /* with the values before */
    int      *stamp;     /* by variable: the last list that it was put into */
    int       clock;
} Trail;

void trail_open(Trail *t, Arena *arena, int vars);
void trail_set(Trail *t, int var, int value);

/* Where the record stands; back to there. */
int  trail_mark(const Trail *t);
void trail_undo(Trail *t, int mark);

/* The variables changed since the mark, each once, with what they were at the mark, or with what they are now. */
ChangeVec trail_before(Trail *t, int mark);
ChangeVec trail_now(Trail *t, int mark);

/* Keep one change for each variable since the mark, so that chains of branches cost no more than their variables. */
void trail_compact(Trail *t, int mark);

/* After `if` and `else` have been walked, each from the state at `mark`, and the trail stands at the end of the second:
 * join it with `first`, what the first one left. */
void trail_join(Trail *t, int mark, const ChangeVec *first, int (*join)(int a, int b));

#endif
