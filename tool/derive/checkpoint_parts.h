#ifndef ADGEN_DERIVE_CHECKPOINT_PARTS_H
#define ADGEN_DERIVE_CHECKPOINT_PARTS_H

#include "analysis/poly.h"
#include "checkpoint.h"

/* What the files share that find the state of a loop. */

/* Memory behind a pointer, of `elem`s. */
typedef struct Area {
    const Expr *pointer;
    const Type *elem;
    bool        whole;                  /* indices are not known: all there is */
    bool        ranged;
    Poly        low, high;              /* the indices */
    const Expr *condition;              /* under which they are used; NULL: always */
} Area;

/* Whether every iteration comes to the statement in the loop: only loops are around it, which the iteration runs to their
 * ends. */
bool checkpoint_is_sure(Derive *d, const StmtInfo *loop, const Stmt *s);

/* The pointer that leads to the place, and the index behind it (NULL: none); NULL: the place is a variable's. */
const Expr *checkpoint_step(const Expr *place, const Expr **index);

/* Whether every step fills the area before it reads it (checkpoint_scratch.c). */
bool checkpoint_is_scratch(Derive *d, const State *state, const Area *area);

/* Whether every step fills the same elements of the area before it reads them, and nobody writes the others. */
bool checkpoint_is_refilled(Derive *d, const State *state, const Area *area);

/* Whether the backward pass of a step, and what runs again before it, reads the part by its pointer alone, as the step finds
 * that, and does not write there: what is kept need not be copied back. */
bool checkpoint_is_lent(Derive *d, const State *state, const StatePart *part);

/* Whether somebody may ask for what the forward pass has left in the objects once the loop has run backward. */
bool checkpoint_is_left(Derive *d, const State *state, const IntSet *objects);

enum { MOST_ROOTS = 32 };

/* What a pointer comes from. */
typedef struct Roots {
    Derive         *d;
    const StmtInfo *loop;
    const Var      *seen[MOST_ROOTS];
    int             seen_count;
    const Expr     *pointers[MOST_ROOTS];   /* registers when an iteration begins, places in memory */
    int             count;
    Var            *objects[MOST_ROOTS];    /* variables whose address is taken */
    int             object_count;
    bool            moved;                  /* the pointer may lead elsewhere than what it comes from */
    bool            failed;                 /* it may come from what is not known */
} Roots;

/* Add what the pointer comes from, as the loop finds it (checkpoint_roots.c). */
void checkpoint_roots(Roots *r, const Expr *pointer);

/* Refuse the loop where it cannot be run a second time (checkpoint_check.c). */
void checkpoint_check(Derive *d, const State *state);

/* Find the memory that belongs to the state; refuse the loop where it is not known how much that is (checkpoint_memory.c). */
void checkpoint_memory(Derive *d, State *state);

enum { CHECKPOINT_DIMS = 4 };

/* The length of the array, of type long. */
const Expr *checkpoint_count(Derive *d, const Type *array, Loc loc);

/* One more part, which the variable `named` gives its name to, unless the place is there already: one element, or as many
 * as `length` says; where these are arrays, of no more than CHECKPOINT_DIMS dimensions. */
void checkpoint_add_memory(Derive *d, State *state, const Var *named, const Expr *place, const Expr *length, const Type *elem);

/* Whether the statement runs again. */
bool checkpoint_runs(const State *state, const Stmt *s);

/* Whether the object is born in the loop, or every iteration fills it before it reads it, and nobody else does: what lies in
 * it is none of the state. */
bool checkpoint_is_own(Derive *d, const State *state, int object);

/* error: 'u' …: the loop cannot be run by a schedule. */
void checkpoint_refuse(Derive *d, const State *state, const char *advice, const char *format, ...)
    __attribute__((format(printf, 4, 5)));

#endif
