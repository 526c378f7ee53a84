#ifndef ADGEN_TESTS_FUZZ_RANDOM_H
#define ADGEN_TESTS_FUZZ_RANDOM_H

#include <stdbool.h>
#include <stdint.h>

/* Random numbers that are the same on every machine. */
typedef struct Random {
    uint64_t state;
} Random;

/* The next 64 bits (splitmix64). */
static inline uint64_t random_bits(Random *random)
{
    uint64_t z = random->state += 0x9e3779b97f4a7c15u;
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
    return z ^ (z >> 31);
}

/* 0 .. count - 1 */
static inline int random_below(Random *random, int count)
{
    return count > 0 ? (int)(random_bits(random) % (uint64_t)count) : 0;
}

/* low .. high */
static inline int random_between(Random *random, int low, int high)
{
    return low + random_below(random, high - low + 1);
}

/* True so many times in a hundred. */
static inline bool random_chance(Random *random, int percent)
{
    return random_below(random, 100) < percent;
}

#endif
