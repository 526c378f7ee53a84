#include "adgen/runtime.h"

#include <stdalign.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

/* Chunks double from 1 KiB, so that a short tape is cheap, to 8 MiB, so that a long one wastes little. */
enum { FIRST_ROOM = 1024, LAST_ROOM = 8 * 1024 * 1024 };

/* Chunks form a list in the order of their first use; those behind the one in use are empty spares. */
struct AdgenTapeChunk {
    AdgenTapeChunk *before;
    AdgenTapeChunk *after;
    size_t          used;    /* while a later chunk is in use: the bytes that hold values */
    size_t          room;
    alignas(16) unsigned char bytes[];
};

/* Blocks of memory that are freed with the tape; the first of the list has room. */
enum { BLOCKS = 62 };

struct AdgenTapeBlocks {
    AdgenTapeBlocks *next;
    size_t           count;
    void            *blocks[BLOCKS];
};

static _Noreturn void out_of_memory(size_t size)
{
    fprintf(stderr, "adgen: out of memory: the tape of a derivative asked for %zu bytes\n", size);
    abort();
}

/* The room of a chunk behind the other one: twice as much, or more where so many bytes would not fit; then some are left for
 * what follows them. */
static size_t room_behind(const AdgenTapeChunk *before, size_t least)
{
    size_t room = before == NULL ? FIRST_ROOM : before->room < LAST_ROOM ? 2 * before->room : LAST_ROOM;

    return room < least ? least + least / 8 : room;
}

/* A chunk between the one before and what comes behind that, with room for at least so many bytes. */
static AdgenTapeChunk *new_chunk(AdgenTapeChunk *before, size_t least)
{
    size_t          room  = room_behind(before, least);
    size_t          size  = sizeof(AdgenTapeChunk) + room;
    AdgenTapeChunk *chunk = malloc(size);

    if (chunk == NULL)
        out_of_memory(size);
    chunk->before = before;
    chunk->after = before != NULL ? before->after : NULL;
    chunk->used = 0;
    chunk->room = room;
    if (chunk->after != NULL)
        chunk->after->before = chunk;
    if (before != NULL)
        before->after = chunk;
    return chunk;
}

/* The empty spare behind the chunk, if it has so much room; those that have less are of no use where one is needed. */
static AdgenTapeChunk *take_spare(AdgenTapeChunk *chunk, size_t least)
{
    while (chunk != NULL && chunk->after != NULL && chunk->after->room < least) {
        AdgenTapeChunk *small = chunk->after;

        chunk->after = small->after;
        if (small->after != NULL)
            small->after->before = chunk;
        free(small);
    }
    return chunk != NULL ? chunk->after : NULL;
}

static void use_chunk(AdgenTape *tape, AdgenTapeChunk *chunk, size_t used)
{
    tape->chunk = chunk;
    tape->bytes = chunk->bytes;
    tape->used = used;
    tape->room = chunk->room;
}

/* Go on to a chunk that has room for so many bytes. */
static void grow_for(AdgenTape *tape, size_t least)
{
    AdgenTapeChunk *last = tape->chunk;
    AdgenTapeChunk *next = take_spare(last, least);

    if (next == NULL)
        next = new_chunk(last, least);
    if (last != NULL)
        last->used = tape->used;
    use_chunk(tape, next, 0);
}

void adgen_tape_grow(AdgenTape *tape)
{
    grow_for(tape, 1);
}

/* The chunk, or the one before it that holds something: where it had too little room for a block, an empty one was left. */
static AdgenTapeChunk *last_filled(AdgenTapeChunk *chunk)
{
    while (chunk->used == 0 && chunk->before != NULL)
        chunk = chunk->before;
    return chunk;
}

void adgen_tape_back(AdgenTape *tape)
{
    AdgenTapeChunk *before;

    if (tape->chunk == NULL || tape->chunk->before == NULL) {
        fprintf(stderr, "adgen: the tape of a derivative is empty: more was popped than pushed\n");
        abort();
    }
    before = last_filled(tape->chunk->before);
    use_chunk(tape, before, before->used);
}

/* Before a block stands how much of the chunk was used before it; both begin at a multiple of the greatest alignment. */
enum { ALIGNMENT = 16 };

static size_t aligned(size_t used)
{
    return (used + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
}

/* What a block of so many elements takes: no less than an element. */
static size_t bytes_of(long count, size_t size)
{
    size_t most = (SIZE_MAX / 2 - ALIGNMENT) / (size != 0 ? size : 1);

    if (count > 0 && (size_t)count > most) {
        fprintf(stderr, "adgen: out of memory: the tape of a derivative asked for %ld elements of %zu bytes\n", count, size);
        abort();
    }
    return count > 0 ? (size_t)count * size : size;
}

void *adgen_tape_allocate(AdgenTape *tape, long count, size_t size)
{
    size_t bytes = bytes_of(count, size), start = aligned(tape->used) + ALIGNMENT, before;

    if (tape->room < start || tape->room - start < bytes) {
        grow_for(tape, ALIGNMENT + bytes);
        start = ALIGNMENT;
    }
    before = tape->used;
    memcpy(tape->bytes + start - ALIGNMENT, &before, sizeof before);
    tape->used = start + bytes;
    return tape->bytes + start;
}

static bool is_in_chunk(const AdgenTape *tape, const unsigned char *block)
{
    uintptr_t first = (uintptr_t)tape->bytes, place = (uintptr_t)block;

    return tape->chunk != NULL && place >= first && place - first <= tape->room;
}

void adgen_tape_release(AdgenTape *tape, void *block)
{
    const unsigned char *start = block;

    while (!is_in_chunk(tape, start))
        adgen_tape_back(tape);
    memcpy(&tape->used, start - ALIGNMENT, sizeof tape->used);
}

void adgen_tape_free_later(AdgenTape *tape, void *block)
{
    AdgenTapeBlocks *first = tape->blocks;

    if (block == NULL)
        return;
    if (first == NULL || first->count == BLOCKS) {
        first = malloc(sizeof *first);
        if (first == NULL)
            out_of_memory(sizeof *first);
        first->next = tape->blocks;
        first->count = 0;
        tape->blocks = first;
    }
    first->blocks[first->count++] = block;
}

static void free_blocks(AdgenTapeBlocks *list)
{
    while (list != NULL) {
        AdgenTapeBlocks *next = list->next;

        for (size_t i = 0; i < list->count; i++)
            free(list->blocks[i]);
        free(list);
        list = next;
    }
}

/* ---- the sizes of blocks: an open table by address; who gets the address of a block that is gone replaces it ---- */

enum { FIRST_SIZES = 64 };

typedef struct Size {
    const void *block;       /* NULL: nothing here */
    size_t      bytes;
} Size;

struct AdgenTapeSizes {
    size_t count;
    size_t room;             /* a power of two, at least twice the count */
    Size   sizes[];
};

/* Where the block is in the table, or would be. */
static Size *find_size(AdgenTapeSizes *table, const void *block)
{
    size_t mixed = (size_t)(uintptr_t)block / 16 * (size_t)0x9e3779b97f4a7c15u;
    size_t i     = (mixed ^ mixed >> (sizeof mixed * 4)) & (table->room - 1);

    while (table->sizes[i].block != NULL && table->sizes[i].block != block)
        i = (i + 1) & (table->room - 1);
    return &table->sizes[i];
}

/* A table of twice the room, with what the old one holds. */
static void grow_sizes(AdgenTape *tape)
{
    AdgenTapeSizes *old  = tape->sizes;
    size_t          room = old == NULL ? FIRST_SIZES : 2 * old->room;
    size_t          size = sizeof *old + room * sizeof(Size);
    AdgenTapeSizes *table = calloc(1, size);

    if (table == NULL)
        out_of_memory(size);
    table->room = room;
    for (size_t i = 0; old != NULL && i < old->room; i++)
        if (old->sizes[i].block != NULL)
            *find_size(table, old->sizes[i].block) = old->sizes[i];
    table->count = old != NULL ? old->count : 0;
    free(old);
    tape->sizes = table;
}

void adgen_tape_hold(AdgenTape *tape, void *block, size_t bytes)
{
    Size *size;

    if (block == NULL)
        return;
    if (tape->sizes == NULL || 2 * tape->sizes->count >= tape->sizes->room)
        grow_sizes(tape);
    size = find_size(tape->sizes, block);
    if (size->block == NULL)
        tape->sizes->count++;
    *size = (Size){block, bytes};
}

/* Some libraries return a null pointer for no bytes at all, others a block. */
static bool none_is_null(void)
{
    void *probe = malloc(1);
    void *none  = probe != NULL ? realloc(probe, 0) : NULL;

    free(none);
    return none == NULL;
}

void *adgen_tape_resize(AdgenTape *tape, void *block, size_t bytes)
{
    void *resized = bytes == 0 && block != NULL && none_is_null() ? NULL : malloc(bytes);

    adgen_tape_hold(tape, resized, bytes);
    return resized;
}

size_t adgen_tape_kept(AdgenTape *tape, void *block, size_t count, size_t size)
{
    const Size *held = block != NULL && tape->sizes != NULL ? find_size(tape->sizes, block) : NULL;
    size_t      most;

    if (block == NULL)
        return 0;
    if (held == NULL || held->block == NULL) {
        fprintf(stderr, "adgen: realloc of a block that the function which is differentiated has not allocated\n");
        abort();
    }
    most = held->bytes / size;
    return most < count ? most : count;
}

void adgen_tape_free(AdgenTape *tape)
{
    AdgenTapeChunk *chunk = tape->chunk;

    while (chunk != NULL && chunk->after != NULL)
        chunk = chunk->after;
    while (chunk != NULL) {
        AdgenTapeChunk *before = chunk->before;

        free(chunk);
        chunk = before;
    }
    free_blocks(tape->blocks);
    free(tape->sizes);
    *tape = (AdgenTape)ADGEN_TAPE_INIT;
}
