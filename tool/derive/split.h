#ifndef ADGEN_DERIVE_SPLIT_H
#define ADGEN_DERIVE_SPLIT_H

#include "context.h"

/*
 * split_func - bring the prepared function into the form that its adjoint is read off from.
 *
 * - A declaration with a value becomes a declaration and an assignment; `return e` becomes `result = e`.
 * - A subexpression whose value the backward pass needs and that costs more than a little arithmetic (a division, a
 *   call, an opaque piece) gets a name.  An active `c ? a : b` with such a piece in an arm becomes an IF.
 * - Where a loop's condition or step matters to derivatives it moves into the body; loops whose iterations have to be
 *   counted, and the breaks that leave them, get their counters.
 *
 * Requires: alias and activity facts.   Afterwards they must be made anew.
 */
void split_func(Derive *d);

/* Whether a statement, or one inside it, assigns something active. */
bool split_is_active(Derive *d, const Stmt *s);
bool split_block_is_active(Derive *d, const Block *b);

/* Whether a FOR's step leads to its bound, so that the number of iterations follows from it, and the counter stays in its
 * type in the loop backward, too.  (The others end by wrapping round: for (size_t i = n - 1; i < n; i--).) */
bool split_has_direction(const Stmt *s);

/* Give e a name: push `name = e` and return the variable. */
const Expr *split_name(Derive *d, Block *out, const Expr *e, const char *name);

/* A variable for what a condition chooses, declared: neither branch alone says that each iteration has it for itself. */
const Expr *split_chosen(Derive *d, Block *out, const Expr *e);

/* A name for an active real: what the backward pass needs of e gets names, too. */
const Expr *split_value(Derive *d, Block *out, const Expr *e, const char *name);

/* A short name for what an expression computes. */
const char *split_propose(Derive *d, const Expr *e);

/* Whether evaluating e again costs no more than a little arithmetic. */
bool split_is_cheap(const Expr *e);
/* So many operations on reals take less than writing a value to an array and reading it again. */
enum { RECOMPUTED_OPERATIONS = 16 };

/* Whether computing the value again takes less than keeping it in an array: only where that is the choice. */
bool split_is_recomputed(const Expr *e);

#endif
