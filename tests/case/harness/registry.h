#ifndef ADGEN_TESTS_REGISTRY_H
#define ADGEN_TESTS_REGISTRY_H

#include "harness.h"

typedef struct Leaf {
    void       *place;
    int         kind, flags;
    const char *argument;
    int         number;       /* among the argument's leaves */
} Leaf;

typedef struct Bytes {
    unsigned char *place;
    size_t         size;
} Bytes;

/* All that one build registers. */
typedef struct Registry {
    Leaf  *leaves;
    int    leaf_count, leaf_room;
    Bytes *memories;
    int    memory_count, memory_room;
    void ***pointers;
    int    pointer_count, pointer_room;
    Bytes *blocks;            /* to free */
    int    block_count, block_room;
    const char *argument;
    int    number;
    bool   returned;
    long double result;
    __float128  quad_result;
} Registry;

/* Where the functions of harness.h register. */
extern Registry *registry_now;

/* Empty the registry, make it the present one, and start the random numbers of this point and draw. */
void registry_begin(Registry *registry, int point, int draw);
void registry_clear(Registry *registry);

long double leaf_get(const Leaf *leaf);
void        leaf_set(const Leaf *leaf, long double value);

/* Where a registered pointer points: the block's number and the offset in it, as one number; NULL: -1. */
long registry_target(const Registry *registry, int pointer);

#endif
