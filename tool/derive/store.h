#ifndef ADGEN_DERIVE_STORE_H
#define ADGEN_DERIVE_STORE_H

#include "context.h"
#include "plan.h"

/* Statements that keep values for the backward pass and get them back. */

/* Make the arrays that a loop's versions are kept in / free them, those that freeing the user's memory may need in `late`. */
void store_make(Derive *d, Frame *frame, Block *out, const Versions *versions);
void store_free(Derive *d, Block *out, Block *late, const Versions *versions);

/* Keep what has just been computed. */
void store_keep(Derive *d, Frame *frame, Block *out, const Versions *versions);

/* Push at every end of the block; pop where the backward pass of the block begins. */
void store_push(Derive *d, Frame *frame, Block *block, const Versions *versions);
void store_pop(Derive *d, Block *out, const Versions *versions);

/* The same for one register, outside the plan: what is pushed last is popped first. */
void store_push_var(Derive *d, Block *out, Var *var);
void store_pop_var(Derive *d, Block *out, Var *var);

/* pointer = memory for that many elements, with arbitrary contents. */
void store_allocate(Derive *d, Block *out, Var *pointer, const Expr *count);

/* A pointer to the tape, which the function has from now on. */
const Expr *store_tape(Derive *d, Loc loc);

/* pointer = a block of the tape with room for that many elements; its release, with all that has been pushed since. */
Stmt *store_block(Derive *d, const Expr *pointer, const Expr *count);
Stmt *store_release(Derive *d, const Expr *pointer, Loc loc);

/* The function that tells whether two stretches of memory overlap. */
Func *store_apart(Derive *d);

/* long adgen_stride (long steps, long bytes): how many steps there are between two states that are kept (checkpoint_blocks.h). */
Func *store_stride(Derive *d);

/* The function that allocates; the one whose blocks are zeros; and the one that does to a shadow what realloc has done to its
 * block: (the new block, shadow, bytes). */
Func *store_allocator(Derive *d);
Func *store_zeros_allocator(Derive *d);
Func *store_resizer(Derive *d);

/* The call that frees a block of memory. */
Stmt *store_free_call(Derive *d, const Expr *pointer, Loc loc);

/* Let the block of memory be freed together with the tape. */
void store_free_later(Derive *d, const Expr *pointer, Loc loc, Block *out);

#endif
