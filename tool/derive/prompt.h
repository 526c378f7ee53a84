#ifndef ADGEN_DERIVE_PROMPT_H
#define ADGEN_DERIVE_PROMPT_H

#include "context.h"

/*
 * A call whose result has an adjoint that is known before the function runs: one function runs forward and at once
 * backward (Pair.prompt), and nothing is kept in between.
 *
 * The call stands in a frame's own list.  What flows back to its result is a sum of products of the adjoints that the
 * frame starts from with values that the call finds as they are at the frame's end, or is chosen between such sums by
 * conditions on such values: they are found ahead, for the call alone, and once more where they belong.
 */
struct Prompt {
    Block *seed;           /* finds the adjoint of the result */
    Block *call;           /* the call, and what it hands back to its arguments' adjoints */
};

/* Whether the call may be prompt, as far as its function and its arguments say. */
bool prompt_may_be(const Derive *d, const Stmt *s);

/* Find what the calls start from.  Requires: adjoint statements in d->locals.  False where a call turned out not to be
 * prompt: the adjoint statements have to be made again. */
bool prompt_find_seeds(Derive *d);

/* Whether all of them stand where frames let them be.  False where one does not: likewise. */
bool prompt_all_stand(Derive *d);

const Prompt *prompt_of(const Derive *d, const Stmt *s);

/* Whether the list holds such a call. */
bool prompt_in(const Derive *d, const Block *block);

/* The adjoint of its result, which has been used. */
Stmt *prompt_clear(Derive *d, const Stmt *s);

#endif
