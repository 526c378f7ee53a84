#include "base/vec.h"

#include <string.h>

/* Lists of what is large mostly stay short. */
enum { SMALL_ITEM = 8, FIRST_SMALL = 4, FIRST_LARGE = 2 };

void vec_reserve(Arena *arena, void **items, int count, int *room, int needed, size_t item_size)
{
    if (needed <= *room)
        return;
    int bigger = *room > needed / 2 ? 2 * *room : needed;
    if (!arena_extend(arena, *items, (size_t)*room * item_size, (size_t)bigger * item_size)) {
        void *moved = arena_alloc(arena, (size_t)bigger * item_size);
        if (count > 0)
            memcpy(moved, *items, (size_t)count * item_size);
        *items = moved;
    }
    *room = bigger;
}

void vec_grow(Arena *arena, void **items, int count, int *room, size_t item_size)
{
    int first = item_size <= SMALL_ITEM ? FIRST_SMALL : FIRST_LARGE;
    vec_reserve(arena, items, count, room, *room ? count + 1 : first, item_size);
}
