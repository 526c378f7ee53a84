#ifndef ADGEN_DERIVE_ADVANCE_H
#define ADGEN_DERIVE_ADVANCE_H

#include "context.h"

/* What stands behind `at` in a list, and has to stand before it, as its value is asked for there. */
struct Ahead {
    Derive     *d;
    Block      *list;
    const Stmt *at;
    VEC(Stmt *) stmts;            /* in the order in which they are to run */
};

/* Whether the register gets its value in the list behind `at`, once up to number `last`, and could have it before, as what it is
 * made of could.  What has to move for that is added to the statements. */
bool advance_brings(Ahead *ahead, const Var *var, int last);

/* Have the statements moved, when all that is to move is known.  False: that has been done too often. */
bool advance_ask(const Ahead *ahead);

/* Move what has been asked for.  True where there was something: all facts have to be found again. */
bool advance_lists(Derive *d);

#endif
