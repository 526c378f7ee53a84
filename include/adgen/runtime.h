#ifndef ADGEN_RUNTIME_H
#define ADGEN_RUNTIME_H

/*
 * The tape that generated code keeps values on where no trip count is known in advance.
 *
 * A tape is a local variable of one call, so generated code is reentrant:
 *
 *     AdgenTape tape = ADGEN_TAPE_INIT;
 *     adgen_push_double(&tape, x);
 *     x = adgen_pop_double(&tape);
 *     adgen_tape_free(&tape);
 *
 * What is pushed comes back in reverse order, popped as the type that it was pushed as.  Memory grows in chunks, which
 * are kept when they are popped empty, so a loop of pushes and pops around the border of a chunk costs no allocation.
 * Where memory ends, a message on stderr says how much was asked for and the program aborts.
 */

#include <stddef.h>
#include <string.h>

#ifdef __cplusplus
extern "C" {
#endif

#if defined(__GNUC__)
#define ADGEN_COLD __attribute__((cold))
#else
#define ADGEN_COLD
#endif

/* Stands before a loop over the directions of a derivative, of which no iteration reads what another one writes.  gcc
 * would take it apart before it could turn it into vector instructions. */
#if defined(__GNUC__) && !defined(__clang__)
#define ADGEN_LANES _Pragma("GCC ivdep") _Pragma("GCC unroll 1")
#else
#define ADGEN_LANES
#endif

/* The block that comes back is nobody else's: no other pointer leads there. */
#if defined(__GNUC__)
#define ADGEN_FRESH __attribute__((malloc))
#else
#define ADGEN_FRESH
#endif

typedef struct AdgenTapeChunk AdgenTapeChunk;
typedef struct AdgenTapeBlocks AdgenTapeBlocks;
typedef struct AdgenTapeSizes AdgenTapeSizes;

/* The fields belong to the functions below. */
typedef struct AdgenTape {
    unsigned char   *bytes;    /* of the chunk in use, 16-byte aligned */
    size_t           used;     /* of them, from the start */
    size_t           room;     /* how many there are */
    AdgenTapeChunk  *chunk;
    AdgenTapeBlocks *blocks;   /* to be freed with the tape */
    AdgenTapeSizes  *sizes;    /* of blocks that realloc may be called with */
} AdgenTape;

#define ADGEN_TAPE_INIT {NULL, 0, 0, NULL, NULL, NULL}

/* Release all memory; the tape is then empty and may be used again. */
void adgen_tape_free(AdgenTape *tape);

/* Have `block`, from malloc or NULL, freed by adgen_tape_free: until then the backward pass may need what it holds. */
void adgen_tape_free_later(AdgenTape *tape, void *block);

/*
 * A block of `count` elements of `size` bytes each, aligned for any of them, between what has been pushed before and what
 * will be pushed later; its contents are arbitrary.  For values of a loop whose count is known, inside one whose count is not:
 *
 *     double *kept = adgen_tape_allocate(&tape, n, sizeof(double));
 *     ...
 *     adgen_tape_release(&tape, kept);
 *
 * The release gives the last block back, with what has been pushed since; until then it stays where it is.  A count below 1
 * makes a block that nothing fits into.
 */
void *adgen_tape_allocate(AdgenTape *tape, long count, size_t size) ADGEN_FRESH;
void  adgen_tape_release(AdgenTape *tape, void *block);

/*
 * realloc, in parts: the backward pass needs what the old block holds, so it has to stay.
 *
 *     adgen_tape_hold(&tape, block, bytes)     after block = malloc(bytes): remember its size; NULL has none
 *     adgen_tape_resize(&tape, block, bytes)   what realloc(block, bytes) would return: a new block, its size remembered.
 *                                              The old one is as it was: to be copied, and freed later
 *     adgen_tape_kept(&tape, block, n, size)   how many elements of `size` bytes the block holds, but no more than n; 0 of
 *                                              NULL.  Of a block that it does not know: a message, and abort
 */
void   adgen_tape_hold(AdgenTape *tape, void *block, size_t bytes);
void  *adgen_tape_resize(AdgenTape *tape, void *block, size_t bytes);
size_t adgen_tape_kept(AdgenTape *tape, void *block, size_t count, size_t size);

/*
 * A copy, from malloc, of `runs` runs of `length` elements of `size` bytes each, whose starts in memory lie `stride`
 * elements apart (its sign does not matter): one run behind the other, without gaps.  A matrix with its leading dimension as
 * the stride, a vector with runs of one element.  For arguments of calls that the backward pass needs and that change; it
 * frees the copy.  Of NULL: NULL.
 */
void *adgen_keep(const void *first, long runs, long length, long stride, size_t size);

/* The slow paths: go on to the next chunk, which has room for any one value; go back to the chunk before. */
void adgen_tape_grow(AdgenTape *tape) ADGEN_COLD;
void adgen_tape_back(AdgenTape *tape) ADGEN_COLD;

/* The next `size` bytes to write; the last `size` bytes written. */
static inline unsigned char *adgen_tape_push_room(AdgenTape *tape, size_t size)
{
    unsigned char *place;

    if (tape->room - tape->used < size)
        adgen_tape_grow(tape);
    place = tape->bytes + tape->used;
    tape->used += size;
    return place;
}

static inline const unsigned char *adgen_tape_pop_room(AdgenTape *tape, size_t size)
{
    if (tape->used == 0)
        adgen_tape_back(tape);
    tape->used -= size;
    return tape->bytes + tape->used;
}

static inline void adgen_push_float(AdgenTape *tape, float value)
{
    memcpy(adgen_tape_push_room(tape, sizeof value), &value, sizeof value);
}

static inline float adgen_pop_float(AdgenTape *tape)
{
    float value;

    memcpy(&value, adgen_tape_pop_room(tape, sizeof value), sizeof value);
    return value;
}

static inline void adgen_push_double(AdgenTape *tape, double value)
{
    memcpy(adgen_tape_push_room(tape, sizeof value), &value, sizeof value);
}

static inline double adgen_pop_double(AdgenTape *tape)
{
    double value;

    memcpy(&value, adgen_tape_pop_room(tape, sizeof value), sizeof value);
    return value;
}

static inline void adgen_push_longdouble(AdgenTape *tape, long double value)
{
    memcpy(adgen_tape_push_room(tape, sizeof value), &value, sizeof value);
}

static inline long double adgen_pop_longdouble(AdgenTape *tape)
{
    long double value;

    memcpy(&value, adgen_tape_pop_room(tape, sizeof value), sizeof value);
    return value;
}

/* Every integer type: convert back to the variable's own. */
static inline void adgen_push_int(AdgenTape *tape, long long value)
{
    memcpy(adgen_tape_push_room(tape, sizeof value), &value, sizeof value);
}

static inline long long adgen_pop_int(AdgenTape *tape)
{
    long long value;

    memcpy(&value, adgen_tape_pop_room(tape, sizeof value), sizeof value);
    return value;
}

static inline void adgen_push_pointer(AdgenTape *tape, const void *value)
{
    memcpy(adgen_tape_push_room(tape, sizeof value), &value, sizeof value);
}

static inline void *adgen_pop_pointer(AdgenTape *tape)
{
    void *value;

    memcpy(&value, adgen_tape_pop_room(tape, sizeof value), sizeof value);
    return value;
}

/* Every type of function: convert back to the pointer's own. */
static inline void adgen_push_function(AdgenTape *tape, void (*value)(void))
{
    memcpy(adgen_tape_push_room(tape, sizeof value), &value, sizeof value);
}

static inline void (*adgen_pop_function(AdgenTape *tape))(void)
{
    void (*value)(void);

    memcpy(&value, adgen_tape_pop_room(tape, sizeof value), sizeof value);
    return value;
}

#ifdef __cplusplus
}
#endif

#endif
