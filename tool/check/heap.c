#include "heap.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

/*
 * The code that is watched calls these as it calls malloc, without a word about who watches it, so what they find is
 * in one place: the process runs one function at a time, and nothing else calls them.
 *
 * Blocks are remembered in a table of addresses, open to the next free place.
 */

typedef struct Entry {
    void  *block;      /* NULL: free; GONE: was taken */
    size_t size;
} Entry;

static struct {
    Heap   seen;
    Entry *entries;
    size_t room, used;     /* a power of two; with those that are gone */
} table;

static char gone;
#define GONE ((void *)&gone)

static Entry *find(const void *block)
{
    size_t at = ((uintptr_t)block >> 4) * 2654435761u & (table.room - 1);
    while (table.entries[at].block && table.entries[at].block != block)
        at = (at + 1) & (table.room - 1);
    return &table.entries[at];
}

static void make_room(void)
{
    if (table.used * 2 < table.room)
        return;
    Entry *old = table.entries;
    size_t room = table.room, used = 0;
    table.room = room ? 2 * room : 1024;
    table.entries = calloc(table.room, sizeof *table.entries);
    if (!table.entries)
        abort();
    for (size_t i = 0; i < room; i++)
        if (old[i].block && old[i].block != GONE) {
            *find(old[i].block) = old[i];
            used++;
        }
    table.used = used;
    free(old);
}

static void *remember(void *block, size_t size)
{
    if (!block)
        return NULL;
    make_room();
    *find(block) = (Entry){block, size};
    table.used++;
    Heap *seen = &table.seen;
    seen->blocks++;
    seen->total += size;
    seen->now += size;
    if (seen->now > seen->peak)
        seen->peak = seen->now;
    return block;
}

static Entry *known(const void *block)
{
    Entry *entry = block && table.room ? find(block) : NULL;
    return entry && entry->block ? entry : NULL;
}

static void forget(Entry *entry)
{
    if (!entry)
        return;
    table.seen.now -= entry->size < table.seen.now ? entry->size : table.seen.now;
    *entry = (Entry){GONE, 0};
}

void heap_watch(void)
{
    free(table.entries);
    memset(&table, 0, sizeof table);
}

Heap heap_seen(void)
{
    return table.seen;
}

void *adgen_counted_malloc(size_t size)
{
    return remember(malloc(size), size);
}

void *adgen_counted_calloc(size_t count, size_t size)
{
    return remember(calloc(count, size), count * size);
}

void *adgen_counted_realloc(void *block, size_t size)
{
    Entry *entry = known(block);
    void  *moved = realloc(block, size);
    if (moved || size == 0)
        forget(entry);
    return remember(moved, size);
}

void adgen_counted_free(void *block)
{
    forget(known(block));
    free(block);
}
