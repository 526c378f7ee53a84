#ifndef ADGEN_ANALYSIS_APART_H
#define ADGEN_ANALYSIS_APART_H

#include "analysis/layout.h"

/* Which pointers lead to different blocks at a moment: those of a double buffer, whichever of them leads where. */
typedef struct Apart Apart;

/*
 * apart_find - walk the function in order, with a name for the block that each pointer register leads into.
 *
 * What an allocation returns is another block than those that pointers lead to before it.  What holds at the head of a
 * loop is assumed, and given up until it holds at the end of the body, too: swapping pointers keeps them apart.
 * Requires: is_register set.  Keeps: the IR unchanged.  Valid until statements are added or removed.
 */
Apart *apart_find(Arena *arena, const Layout *layout, const Func *func);

/* Whether two pointer registers lead into different blocks whenever the statement is about to run. */
bool apart_at(const Apart *apart, const Stmt *s, const Var *p, const Var *q);

/* The same for two places that are reached through registers, neither of which is assigned from number `first` to `last`. */
bool apart_places(const Apart *apart, const Expr *a, const Expr *b, int first, int last);

/* Whether two places are surely different memory from number `first` to `last`, for whatever reason. */
bool apart_memory(const Apart *apart, Alias *alias, const Expr *a, const Expr *b, int first, int last);

#endif
