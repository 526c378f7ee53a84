#include "adgen/runtime.h"

#include <stdalign.h>
#include <stdio.h>
#include <stdlib.h>

/* Chunks double from 32 KiB, so that a short tape is cheap, to 8 MiB, so that a long one wastes little. */
enum { FIRST_ROOM = 32 * 1024, LAST_ROOM = 8 * 1024 * 1024 };

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

static AdgenTapeChunk *new_chunk(AdgenTapeChunk *before)
{
    size_t          room  = before == NULL ? FIRST_ROOM : before->room < LAST_ROOM ? 2 * before->room : LAST_ROOM;
    size_t          size  = sizeof(AdgenTapeChunk) + room;
    AdgenTapeChunk *chunk = malloc(size);

    if (chunk == NULL)
        out_of_memory(size);
    chunk->before = before;
    chunk->after = NULL;
    chunk->used = 0;
    chunk->room = room;
    if (before != NULL)
        before->after = chunk;
    return chunk;
}

static void use_chunk(AdgenTape *tape, AdgenTapeChunk *chunk, size_t used)
{
    tape->chunk = chunk;
    tape->bytes = chunk->bytes;
    tape->used = used;
    tape->room = chunk->room;
}

void adgen_tape_grow(AdgenTape *tape)
{
    AdgenTapeChunk *last = tape->chunk;
    AdgenTapeChunk *next = last != NULL && last->after != NULL ? last->after : new_chunk(last);

    if (last != NULL)
        last->used = tape->used;
    use_chunk(tape, next, 0);
}

void adgen_tape_back(AdgenTape *tape)
{
    if (tape->chunk == NULL || tape->chunk->before == NULL) {
        fprintf(stderr, "adgen: the tape of a derivative is empty: more was popped than pushed\n");
        abort();
    }
    use_chunk(tape, tape->chunk->before, tape->chunk->before->used);
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
    *tape = (AdgenTape)ADGEN_TAPE_INIT;
}
