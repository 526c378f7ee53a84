#ifndef ADGEN_SIMPLIFY_BLOCKS_H
#define ADGEN_SIMPLIFY_BLOCKS_H

#include "facts.h"

/*
 * Blocks of memory that belong to pointers of this function: what a local pointer gets from malloc, and what a
 * `restrict` parameter points to.  Pointers that are copied to one another share a block.
 */
typedef struct Blocks Blocks;

/* NULL: there are none. */
Blocks *blocks_find(Arena *arena, const Facts *f);

/* The block in which a place lies, or that a pointer value points to (a variable's id, the same for all pointers to
 * the block); -1: it is not known to be of one block. */
int blocks_of_place(const Blocks *b, const Expr *place);
int blocks_of_pointer(const Blocks *b, const Expr *pointer);
int blocks_of_var(const Blocks *b, const Var *var);

/* Whether nothing but these pointers reaches the block: they are followed, copied to one another, given to free. */
bool blocks_is_apart(const Blocks *b, int block);
/* Whether the block is from malloc: nobody sees it after the function unless its address got away. */
bool blocks_is_local(const Blocks *b, int block);

/* Whether no statement says anything of a block: that another pointer leads to it, that its address gets away, or that
 * nobody knows what it is. */
bool blocks_are_untouched(const Blocks *b);

/* A call of malloc, calloc, or generated code's own allocator. */
bool blocks_allocates(const Func *callee);

#endif
