#ifndef ADGEN_ANALYSIS_INTSET_H
#define ADGEN_ANALYSIS_INTSET_H

#include <stdbool.h>

#include "base/arena.h"

/* A small sorted set of integers in an arena. */
typedef struct IntSet {
    int *items;
    int  count;
    int  room;
} IntSet;

/* Each returns whether the set has grown. */
bool intset_add(Arena *arena, IntSet *set, int item);
bool intset_add_all(Arena *arena, IntSet *set, const IntSet *more);

bool intset_has(const IntSet *set, int item);
bool intset_meets(const IntSet *a, const IntSet *b);

#endif
