#include "analysis/intset.h"

#include <string.h>

#include "base/sorted.h"

bool intset_has(const IntSet *set, int item)
{
    int at = sorted_find(set->items, set->count, item);

    return at < set->count && set->items[at] == item;
}

bool intset_add(Arena *arena, IntSet *set, int item)
{
    int at = sorted_find(set->items, set->count, item);

    if (at < set->count && set->items[at] == item)
        return false;
    if (set->count == set->room) {
        int  room = set->room ? 2 * set->room : 4;
        int *items = ARENA_ARRAY(arena, int, room);

        if (set->count)
            memcpy(items, set->items, (size_t)set->count * sizeof *items);
        set->items = items;
        set->room = room;
    }
    memmove(set->items + at + 1, set->items + at, (size_t)(set->count - at) * sizeof *set->items);
    set->items[at] = item;
    set->count++;
    return true;
}

bool intset_add_all(Arena *arena, IntSet *set, const IntSet *more)
{
    bool grown = false;

    for (int i = 0; i < more->count; i++)
        grown |= intset_add(arena, set, more->items[i]);
    return grown;
}

bool intset_meets(const IntSet *a, const IntSet *b)
{
    int i = 0, j = 0;

    while (i < a->count && j < b->count) {
        if (a->items[i] == b->items[j])
            return true;
        if (a->items[i] < b->items[j])
            i++;
        else
            j++;
    }
    return false;
}
