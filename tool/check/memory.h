#ifndef ADGEN_CHECK_MEMORY_H
#define ADGEN_CHECK_MEMORY_H

#include <stddef.h>

#include "agreed.h"
#include "base/arena.h"
#include "base/vec.h"

/*
 * The arguments of one function in memory, and the shadows beside them.
 *
 * Each block that a pointer leads to ends where a page begins that nobody may touch, so that reading or writing behind it
 * is a fault, and what lies before it is watched.
 */

enum {
    MEMORY_PRIMAL, MEMORY_BESIDE = 4, /* the values; three sets of shadows; one for companions */
    MEMORY_SETS,
    MEMORY_EXIT = 77                  /* how the process ends where the system gives no memory */
};

typedef struct MemoryBlock {
    char     *data;
    size_t    size;
    char     *map;          /* pages, the last of which is the guard */
    size_t    map_size;
    char     *image;        /* what it held when the image was taken */
    int       slot;         /* that it was made for; -1: a parameter itself */
    int       set;
    size_t    elem_size;
} MemoryBlock;

/* The places of a group's numbers in one set. */
typedef struct MemoryGroup {
    VEC(char *) places;
    size_t      stride;     /* to the next direction's, where there are several */
} MemoryGroup;

typedef struct Memory {
    Arena                      *arena;
    const AdgenHarnessFunction *function;
    const long long            *counts;               /* by slot: elements; known ones are asked for */
    void                      **args[MEMORY_SETS];    /* NULL for a parameter without a shadow */
    MemoryGroup                *groups[MEMORY_SETS];
    long long                  *sizes;                /* by slot: what was made */
    VEC(MemoryBlock *)          blocks;
} Memory;

Memory *memory_new(Arena *arena, const AdgenHarnessFunction *function, const long long *counts);

/* Make the set: zeros, with pointers to blocks.  `set_integer` is told of each integer group before sizes are asked for. */
void memory_make(Memory *memory, int set, int width);

/* Integers first, since sizes depend on them. */
typedef void SetInteger(void *data, int group, char *place);
void memory_make_primal(Memory *memory, SetInteger *set_integer, void *data);

/* Remember what the set holds; put it back. */
void memory_keep(Memory *memory, int set);
void memory_restore(Memory *memory, int set);

/* The slot's name in whose block, just before or behind it, the address lies; -1: none.  *index: the element. */
const MemoryBlock *memory_find(const Memory *memory, const void *address, long long *index);

/* A block before whose start something was written, or NULL. */
const MemoryBlock *memory_spoilt(const Memory *memory);

/* A block of its own, as the others are. */
void *memory_block(Memory *memory, size_t size);

long double memory_read(int kind, const char *place);
void        memory_write(int kind, char *place, long double value);
void        memory_write_integer(size_t size, char *place, long long value);

#endif
