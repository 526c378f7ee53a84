#include "base/vec.h"

#include <string.h>

void vec_grow(Arena *arena, void **items, int count, int *room, size_t item_size)
{
    int   bigger = *room ? 2 * *room : 4;
    void *moved = arena_alloc(arena, (size_t)bigger * item_size);
    if (count > 0)
        memcpy(moved, *items, (size_t)count * item_size);
    *items = moved;
    *room = bigger;
}
