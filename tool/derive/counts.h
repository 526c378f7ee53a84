#ifndef ADGEN_DERIVE_COUNTS_H
#define ADGEN_DERIVE_COUNTS_H

#include "base/text.h"
#include "context.h"

/*
 * counts.c - arrays that have an element for each iteration of a nest of loops.
 *
 * Each loop is a dimension.  Its size is known before the outermost loop runs: where bounds depend on the counters of the
 * loops around, it is the greatest that these lead to (a triangle is kept in a square).  Indices are counters, less the
 * lower bound where that is not a small constant.
 *
 * The loops are FORs that their bounds end, outermost first.
 */

/* Whether the sizes of all the dimensions can be had before the outermost loop runs. */
bool counts_known(Derive *d, Stmt *const *loops, int count);

/* What has to hold for the sizes to be evaluated before the outermost loop, as they follow pointers that may lead nowhere
 * where it does not run; NULL: nothing. */
const Expr *counts_condition(Derive *d, Stmt *const *loops, int count);
/* Whether the expression follows pointers that may lead nowhere where the outermost loop around the one is not run. */
bool counts_is_unsure(Derive *d, const Expr *e, const Stmt *loop);
/* The number of elements: where it is a constant (-1 otherwise), and as an expression of type long. */
long long   counts_constant(Derive *d, Stmt *const *loops, int count);
const Expr *counts_elements(Derive *d, Stmt *const *loops, int count);

/* The number of elements as text, "steps * (n - 1)"; false where it is made of more than variables and members. */
bool counts_text(Derive *d, Text *out, Stmt *const *loops, int count);

/* A size as text, "n * n"; false where it is made of more than variables, numbers and members. */
bool counts_leaf_text(Text *out, const Expr *e);
/* The element of an iteration, by the loops' counters. */
const Expr *counts_index(Derive *d, Stmt *const *loops, int count);

/* Whether the array has no more elements than the loops have iterations, but for a few: not the square around a triangle. */
bool counts_are_tight(Derive *d, Stmt *const *loops, int count);

/* Whether the sizes mean something else in another iteration of a loop further out. */
bool counts_change(Derive *d, Stmt *const *loops, int count, const Stmt *outer);

#endif
