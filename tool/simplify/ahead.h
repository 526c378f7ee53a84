#ifndef ADGEN_SIMPLIFY_AHEAD_H
#define ADGEN_SIMPLIFY_AHEAD_H

#include "facts.h"

/* Which uses of a value lie ahead: none, one statement that reads it once (its node's number), or more. */
enum { AHEAD_NONE = -1, AHEAD_MANY = -2 };

/* A question put beforehand: whether a value that the variable has before (or after) this node may be used. */
typedef struct Probe {
    int        node;
    bool       after;
    const Var *var;
    bool       live;     /* the answer */
} Probe;

typedef VEC(Probe) ProbeVec;

typedef struct Ahead {
    int    *uses;        /* by node that writes a tracked variable whole: of the value it writes */
    IntVec *exposed;     /* by node, of loops: the variables (ids, sorted) whose value one round may take from the
                            round before, or from before the loop */
} Ahead;

/*
 * ahead_build - for every assignment to a register, the uses that its value may reach.
 *
 * One walk backwards.  What a round of a loop reads of the round before is found first, for inner loops before outer
 * ones, from the loop's own statements, with what is known of the loops inside; one round of it is enough since "used
 * before it is assigned" only adds.  BREAK and CONTINUE make every variable that is live where they go to live in the
 * whole body.  What a dead assignment reads counts as no use.
 *
 * Keeps: the IR.  `probes` (or NULL) are answered; ahead_is_live finds the answers.
 */
Ahead *ahead_build(Arena *arena, const Facts *f, ProbeVec *probes);

/* The answer to a probe. */
bool ahead_is_live(const ProbeVec *probes, int node, bool after, const Var *var);

/* Whether the loop's rounds hand the variable on to one another, or read what it held before the loop. */
bool ahead_is_exposed(const Ahead *a, int loop, const Var *var);

/* Whether evaluating the expression does something beyond computing a value (a volatile read, opaque text). */
bool ahead_has_effect(const Expr *e);

#endif
