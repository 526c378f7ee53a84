#ifndef ADGEN_BASE_VEC_H
#define ADGEN_BASE_VEC_H

#include "base/arena.h"

/* A growing array in an arena.  Declare a field or variable `VEC(Var *) vars;`, zero it, push with VEC_PUSH. */
#define VEC(T) struct { T *items; int count; int room; }

#define VEC_PUSH(arena, vec, item)                                                                                     \
    ((vec)->count < (vec)->room                                                                                        \
         ? (void)0                                                                                                     \
         : vec_grow((arena), (void **)&(vec)->items, (vec)->count, &(vec)->room, sizeof *(vec)->items),                \
     (vec)->items[(vec)->count++] = (item))

/* Make room for one more item where there is none; amortised constant time. */
void vec_grow(Arena *arena, void **items, int count, int *room, size_t item_size);

/* Make room for as many items as are needed in all; the room is at least doubled where there has been any. */
void vec_reserve(Arena *arena, void **items, int count, int *room, int needed, size_t item_size);

#endif
