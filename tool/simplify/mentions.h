#ifndef ADGEN_SIMPLIFY_MENTIONS_H
#define ADGEN_SIMPLIFY_MENTIONS_H

#include "facts.h"

/* Where each variable of a function is read, written or passed: every node that mentions it, but for a declaration
 * that could as well stand elsewhere (without a value, or with a constant). */
typedef struct Mentions {
    IntVec *at;           /* by variable: nodes, ascending */
    int    *declared_at;  /* by variable: its declaration if that could stand elsewhere, or -1 */
} Mentions;

Mentions mentions_find(Arena *arena, const Facts *f);

/* The innermost block around all mentions of the variable (there is one at least). */
int mentions_scope(const Mentions *m, const Facts *f, const Var *var);

/* The node of the block in which (or as which) the given node stands. */
int mentions_child(const Facts *f, int scope, int pos);

/* The index of the first mention that is not before pos. */
int mentions_from(const Mentions *m, const Var *var, int pos);

/* Whether the node is a counted loop over the variable whose bounds do not read it. */
bool mentions_counts(const Facts *f, int pos, const Var *var);

#endif
