#ifndef ADGEN_ANALYSIS_REGIONS_H
#define ADGEN_ANALYSIS_REGIONS_H

#include "analysis/layout.h"

/*
 * regions_apart - whether one place, at different iterations of any of these loops, is always different memory.
 *
 * `loops` are nested FORs, outermost first.  The place's indices must visit every combination of their counters at most
 * once: x[i], x[n - 1 - i], x[i][j], x[i * n + j] with 0 <= j < n.  False where that cannot be shown.
 */
bool regions_apart(const Layout *layout, Stmt *const *loops, int count, const Expr *place);

/*
 * regions_private - whether a local array or block serves each iteration of a loop alone.
 *
 * True if it is born in the loop's body, or is used nowhere else (but to allocate and free it) and every element that an
 * iteration reads it has written before.
 */
bool regions_private(const Layout *layout, Alias *alias, const Func *func, int object, const Stmt *loop);

/* regions_filled_first - whether every element of a variable that the function reads it has written before. */
bool regions_filled_first(const Layout *layout, Alias *alias, const Func *func, int object);

/* regions_is_set - whether a place of local memory has surely been written when the statement begins: it may be read. */
bool regions_is_set(const Layout *layout, Alias *alias, const Func *func, const Expr *place, Stmt *at);

#endif
