#ifndef ADGEN_DERIVE_PLAN_PARTS_H
#define ADGEN_DERIVE_PLAN_PARTS_H

#include "plan.h"

/* What plan.c (which value is needed where), ways.c (how to get it) and access.c (the expressions for it) share. */

struct Plan {
    Derive *d;
    Frame  *frame;
    Map    *now;             /* Var -> Version, in the frame that is walked */
    Block  *block;
    VEC(Stmt *)    loops;    /* cached loops of the frame around the walk */
    VEC(Operand)   log;      /* replaced entries of `now`, while the branches of an IF are walked */
    int            logging;
    Map    *needs;           /* Stmt -> Operands */
    VEC(Version *) wanted;
    Map    *after, *head, *entry, *before, *record;
    Versions kept;           /* in locals, arrays or on the tape */
    Map    *owners;          /* cached loop -> the Block whose end ends the life of what it leaves */
    Map    *taped;           /* loops that keep something on the tape -> themselves */
    Map    *rows;            /* ASSIGN that begins a row -> its Version */
    Map    *counters;        /* FOR -> its counter in the backward pass */
    Map    *trips;           /* loop -> the number of the iteration in the backward pass, from 0 */
};

/* The version among the operands; NULL: the variable is none of them. */
Version *plan_operand(const Operands *operands, const Var *var);

/* Whether the loop's iterations are numbered in the backward pass. */
bool access_numbers(const Derive *d, const Stmt *loop);

/* What each iteration of a loop adds to a register whose version stands at the loop's head; 0: no such constant. */
long long ways_increment(Derive *d, const Version *v);

/* A variable, named after the version's, that keeps it; an array of the type, or a pointer to the elements. */
Var *ways_keeper(Derive *d, const Version *v, const char *suffix, const Type *type);

/* Have the version in the list for the key: of what is made before a loop, pushed at the end of a block… */
void ways_hook(Plan *plan, Map *map, const void *key, Version *v);
void ways_hook_birth(Plan *plan, Version *v);

/*
 * stretches_keep - keep the version in an array on the tape, if that is better than to push one value after the other.
 *
 * The count of an outer loop is unknown, but each of its iterations knows how often the inner loops around the value will
 * run: it takes a block from the tape for all of their values, which they write and read by index.  Only where each
 * iteration of the inner loops fills an element: the block is not larger than what would be pushed.
 */
bool stretches_keep(Plan *plan, Version *v);

/* Choose the way for a version that is needed, and for all that it takes. */
void ways_choose(Plan *plan, Version *v);
/* Choose a way that costs no memory, or that has been chosen already; false: there is none. */
bool ways_is_free(Plan *plan, Version *v);
/* Whether the value could be computed again, if what its assignment reads were there. */
bool ways_is_arithmetic(Plan *plan, const Version *v);

#endif
