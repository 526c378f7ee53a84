#ifndef ADGEN_DERIVE_ROWS_H
#define ADGEN_DERIVE_ROWS_H

#include "context.h"

/* A copy of part of an array, made each time that a statement runs, for the backward pass alone. */
struct Row {
    Stmt       *at;          /* kept = the next row: `value` is the block of all rows, where this one begins in it is left open;
                                of a block of its own: allocates it */
    Var        *kept;        /* points to this row, or is an array that holds it */
    Var        *store;       /* points to all rows; NULL: each is a block of its own, or the array */
    const Expr *stride;      /* elements of a row, the same for all of them: of type long */
    const Expr *place;       /* what is copied, as one of the reads has it */
    bool        is_repeated; /* a block of its own: each iteration of a loop has one, on the tape */
};

/*
 * rows_keep - copy parts of arrays that the backward pass reads in loops and that will have been overwritten by then.
 *
 * A stencil reads each element several times, a matrix product many times: one copy, made where the array was changed
 * last before, is less than what is kept of every read.  The reads in adjoint statements become reads of the copy.
 *
 * Only where the loops that read run over ranges that are known before them, and where the copy is not larger than what is
 * read.  Copies stand in one array where their number is known before the first one; else each has a block of its own,
 * which the backward pass frees.
 *
 * Requires: frames chosen, adjoint statements in d->locals.  Returns whether the function was changed: then all facts
 * must be made anew.
 */
bool rows_keep(Derive *d);

/* A read in a loop that could run again, if what is read were still there. */
typedef struct Wish {
    Stmt       *at;
    const Expr *place;
} Wish;

/* What such a loop asks for. */
struct Wishes {
    Stmt  *loop;
    double values;           /* that would be kept otherwise, where all sizes are alike: for comparisons */
    double margin;           /* how much less the copies must be */
    const Stmt *inside;      /* they stand at the beginning of its iterations, and what is behind them, to this one, runs again;
                              * or NULL */
    VEC(Wish) list;
};

/* What is kept of reads that will have been overwritten, where all sizes are alike: for comparisons. */
double rows_kept(Derive *d, const Wish *reads, int count);

/* How often the statement runs, where all sizes are alike: for comparisons. */
double rows_runs(Derive *d, const Stmt *s);

/* What the adjoint statements of a statement read of copies, in place of the array: to be called when they are made. */
void rows_apply(Derive *d, const Stmt *s, Block *local);

/* The value that the statement assigns, as it can be computed again from copies. */
const Expr *rows_value(Derive *d, const Stmt *s, const Expr *value);

/* The statement, without what is inside it, as it runs again: it reads copies where there are some. */
const Stmt *rows_again(Derive *d, const Stmt *s);

/* Whether the place is an element of a copy: nothing overwrites it. */
bool rows_is_copy(const Derive *d, const Expr *place);

/* The copy in an array of them that the statement begins, or NULL. */
const Row *rows_at(const Derive *d, const Stmt *s);

/* The copy that the statement allocates a block for, or NULL; what the backward pass does for it. */
const Row *rows_block_at(const Derive *d, const Stmt *s);
Block     *rows_release(Derive *d, const Row *row);

#endif
