#ifndef ADGEN_DERIVE_FREES_H
#define ADGEN_DERIVE_FREES_H

#include "context.h"
#include "frames.h"

/* When a derivative frees what the user's statement frees: the backward pass may still need it. */
typedef enum FreeTime {
    FREE_NO,           /* the statement frees nothing */
    FREE_NOW,          /* where the user frees it */
    FREE_AT_END,       /* at the end of the frame, where the conditions can be evaluated again */
    FREE_LATER,        /* with the tape: it is not known how often the statement runs */
    FREE_OUTSIDE       /* the same: the memory is from outside of the frame */
} FreeTime;

/* Whether what the pointer points to has been allocated here or (in a pair) by a caller, so that shadows were allocated
 * with it. */
bool frees_has_adjoint(Derive *d, const Expr *pointer);

/* Whether the statement frees what has a shadow beside it that is to be freed, too. */
bool frees_has_shadow(Derive *d, const Stmt *s);

/* Requires: the frames of the loops. */
FreeTime frees_time(Derive *d, const Stmt *s);

/* Whether the list holds a statement whose memory is freed at the frame's end (NULL: of any frame). */
bool frees_has_end(Derive *d, const Frame *frame, const Block *block);
/* Whether the IF's condition is asked again, behind it, to free something. */
bool frees_has_condition(Derive *d, const Stmt *s);

/* Free at the frame's end what the list would have freed, by the same conditions. */
void frees_at_end(Derive *d, const Frame *frame, const Block *block, Block *out);

/* In the forward pass, hand to the tape what the statement would have freed. */
void frees_later(Derive *d, Frame *frame, const Stmt *s, Block *out);

#endif
