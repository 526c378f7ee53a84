#ifndef ADGEN_DERIVE_ROWS_H
#define ADGEN_DERIVE_ROWS_H

#include "context.h"

/* A copy of part of an array, made each time that a statement runs, for the backward pass alone. */
typedef struct Row {
    Stmt       *at;          /* kept = the next row: `value` is the block of all rows, where this one begins in it is left open */
    Var        *kept;        /* points to this row */
    Var        *store;       /* points to all rows */
    const Expr *stride;      /* elements of a row, the same for all of them: of type long */
    const Expr *place;       /* what is copied, as one of the reads has it */
} Row;

/*
 * rows_keep - copy parts of arrays that the backward pass reads in loops and that will have been overwritten by then.
 *
 * A stencil reads each element several times, a matrix product many times: one copy, made where the array was changed
 * last before, is less than what is kept of every read.  The reads in adjoint statements become reads of the copy.
 *
 * Only where the loops that read run over ranges that are known before them, where the copy is not larger than what is
 * read, and where the number of copies is known before the first one.
 *
 * Requires: frames chosen, adjoint statements in d->locals.  Returns whether the function was changed: then all facts
 * must be made anew.
 */
bool rows_keep(Derive *d);

/* What the adjoint statements of a statement read of copies, in place of the array: to be called when they are made. */
void rows_apply(Derive *d, const Stmt *s, Block *local);

/* The value that the statement assigns, as it can be computed again from copies. */
const Expr *rows_value(Derive *d, const Stmt *s, const Expr *value);

/* Whether the place is an element of a copy: nothing overwrites it. */
bool rows_is_copy(const Derive *d, const Expr *place);

/* The copy that the statement begins, or NULL. */
const Row *rows_at(const Derive *d, const Stmt *s);

#endif
