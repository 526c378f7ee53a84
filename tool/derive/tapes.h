#ifndef ADGEN_DERIVE_TAPES_H
#define ADGEN_DERIVE_TAPES_H

#include "context.h"

/*
 * Code that keeps values on a tape itself: generated code that is differentiated again.
 *
 * A tape with active data has another one beside it.  What is pushed on the one, if it is a real or a pointer, has its shadow
 * pushed on the other: so both are popped in step.
 */

/* Whether the statement calls the runtime, with a tape or to copy memory. */
bool tapes_is_call(const Stmt *s);

/* Have blocks from tapes be blocks of memory like all others. */
void tapes_open_blocks(Derive *d);

/* Whether the pointer leads to a tape with another one beside it. */
bool tapes_has_shadow(const Derive *d, const Expr *tape);

/* Whether the shadow has to be there before the call: the backward pass, which goes the other way, needs it until then. */
bool tapes_come_first(const Derive *d, const Stmt *s);

/* What the call does to pointers, and to memory that is freed with the tape, for their shadows: behind it, or ahead. */
void tapes_follow(Derive *d, Block *out, const Stmt *s);

/* Forward mode: what it does to numbers, for their tangents: behind it. */
void tapes_tangent(Derive *d, Block *out, const Stmt *s);

/* Reverse mode: the adjoint of the call.  What comes from a tape puts its adjoint on the tape beside it, as the backward
 * pass runs the other way; what went there takes its share from it. */
Block *tapes_adjoint(Derive *d, const Stmt *s);

/* Whether the statement releases a tape: that is done when the backward pass is over, which needs the blocks that go with
 * it. */
bool tapes_waits(const Derive *d, const Stmt *s);

#endif
