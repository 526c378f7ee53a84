#include "base/arena.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* What is handed out is aligned like this, since it follows directly. */
typedef union Chunk Chunk;
union Chunk {
    struct {
        Chunk *next;
        Chunk **link;   /* what leads to this one */
    } in;
    max_align_t align;
};

struct Arena {
    Chunk *chunks;      /* all of them, to be freed */
    char  *free;        /* the rest of the newest shared chunk */
    size_t room;
    size_t chunk_size;  /* of the next shared chunk: doubles up to MAX_CHUNK */
};

enum { FIRST_CHUNK = 16 * 1024, MAX_CHUNK = 1024 * 1024, WORD = sizeof(void *) };

static _Noreturn void out_of_memory(size_t size)
{
    fprintf(stderr, "adgen: error: out of memory (%zu bytes were asked for)\n", size);
    exit(4);
}

Arena *arena_new(void)
{
    Arena *arena = calloc(1, sizeof *arena);
    if (!arena)
        out_of_memory(sizeof *arena);
    arena->chunk_size = FIRST_CHUNK;
    return arena;
}

void arena_free(Arena *arena)
{
    if (!arena)
        return;
    for (Chunk *chunk = arena->chunks, *next; chunk; chunk = next) {
        next = chunk->in.next;
        free(chunk);
    }
    free(arena);
}

/* Zeroed bytes of a chunk of their own. */
static char *new_chunk(Arena *arena, size_t size)
{
    Chunk *chunk = size <= SIZE_MAX - sizeof *chunk ? calloc(1, sizeof *chunk + size) : NULL;
    if (!chunk)
        out_of_memory(size);
    chunk->in.next = arena->chunks;
    chunk->in.link = &arena->chunks;
    if (arena->chunks)
        arena->chunks->in.link = &chunk->in.next;
    arena->chunks = chunk;
    return (char *)(chunk + 1);
}

/* Free what new_chunk has given. */
static void drop_chunk(void *memory)
{
    Chunk *chunk = (Chunk *)memory - 1;
    *chunk->in.link = chunk->in.next;
    if (chunk->in.next)
        chunk->in.next->in.link = chunk->in.link;
    free(chunk);
}

#ifdef ADGEN_HOSTILE

void *arena_alloc(Arena *arena, size_t size)
{
    return new_chunk(arena, size);
}

void *arena_words(Arena *arena, size_t size)
{
    return new_chunk(arena, size);
}

bool arena_extend(Arena *arena, void *memory, size_t size, size_t bigger)
{
    (void)arena;
    (void)memory;
    (void)size;
    (void)bigger;
    return false;
}

void arena_release(Arena *arena, void *memory, size_t size)
{
    (void)arena;
    (void)size;
    if (memory)
        drop_chunk(memory);
}

#else

/* At a multiple of `unit`. */
static void *take(Arena *arena, size_t size, size_t unit)
{
    if (size > MAX_CHUNK / 4)
        return new_chunk(arena, size);
    size_t before = -(uintptr_t)arena->free % unit;
    size = (size + WORD - 1) / WORD * WORD;
    if (before + size <= arena->room) {
        arena->free += before;
        arena->room -= before;
    } else {
        arena->free = new_chunk(arena, arena->chunk_size);
        arena->room = arena->chunk_size;
        if (arena->chunk_size < MAX_CHUNK)
            arena->chunk_size *= 2;
        if (size > arena->room)
            return new_chunk(arena, size);
    }
    void *memory = arena->free;
    arena->free += size;
    arena->room -= size;
    return memory;
}

void *arena_alloc(Arena *arena, size_t size)
{
    return take(arena, size, _Alignof(max_align_t));
}

void *arena_words(Arena *arena, size_t size)
{
    return take(arena, size, WORD);
}

bool arena_extend(Arena *arena, void *memory, size_t size, size_t bigger)
{
    size_t whole = (size + WORD - 1) / WORD * WORD, more = (bigger + WORD - 1) / WORD * WORD - whole;
    if (!memory || (char *)memory + whole != arena->free || more > arena->room || bigger > MAX_CHUNK / 4)
        return false;
    arena->free += more;
    arena->room -= more;
    return true;
}

void arena_release(Arena *arena, void *memory, size_t size)
{
    (void)arena;
    if (memory && size > MAX_CHUNK / 4)      /* it has a chunk of its own */
        drop_chunk(memory);
}

#endif

char *arena_strdup(Arena *arena, const char *text)
{
    return arena_strndup(arena, text, strlen(text));
}

char *arena_strndup(Arena *arena, const char *text, size_t length)
{
    char *copy = arena_words(arena, length + 1);
    memcpy(copy, text, length);
    return copy;
}

char *arena_printf(Arena *arena, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    char *text = arena_vprintf(arena, format, args);
    va_end(args);
    return text;
}

char *arena_vprintf(Arena *arena, const char *format, va_list args)
{
    char    few[256];       /* most names and lines fit */
    va_list again;
    va_copy(again, args);
    int   length = vsnprintf(few, sizeof few, format, args);
    char *text = arena_alloc(arena, length < 0 ? 1 : (size_t)length + 1);
    if (length > 0 && (size_t)length < sizeof few)
        memcpy(text, few, (size_t)length);
    else if (length > 0)
        vsnprintf(text, (size_t)length + 1, format, again);
    va_end(again);
    return text;
}
