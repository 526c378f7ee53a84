#include "registry.h"

#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

Registry *registry_now;

static uint64_t random_state;

static void *checked(void *memory)
{
    if (memory)
        return memory;
    fputs("the test program is out of memory\n", stderr);
    exit(2);
}

static void grow(void **items, int count, int *room, size_t size)
{
    if (count < *room)
        return;
    *room = *room ? 2 * *room : 16;
    *items = checked(realloc(*items, (size_t)*room * size));
}

#define PUSH(items, count, room, item)                                                                                 \
    (grow((void **)&(items), (count), &(room), sizeof *(items)), (items)[(count)++] = (item))

void registry_begin(Registry *registry, int point, int draw)
{
    registry_clear(registry);
    registry_now = registry;
    random_state = 0x9e3779b97f4a7c15u * (uint64_t)(1000 * point + draw + 1);
}

void registry_clear(Registry *registry)
{
    for (int i = 0; i < registry->block_count; i++)
        free(registry->blocks[i].place);
    free(registry->leaves);
    free(registry->memories);
    free(registry->pointers);
    free(registry->blocks);
    *registry = (Registry){ 0 };
}

void *t_alloc(size_t count, size_t size)
{
    size_t length = count * size;
    Bytes block = { checked(malloc(length > 0 ? length : 1)), length };
    Registry *r = registry_now;
    memset(block.place, 0x5a, block.size);
    PUSH(r->blocks, r->block_count, r->block_room, block);
    return block.place;
}

void t_argument(const char *name)
{
    registry_now->argument = name;
    registry_now->number = 0;
}

void t_leaf(void *place, int kind, int flags)
{
    Registry *r = registry_now;
    Leaf leaf = { place, kind, flags, r->argument, r->number++ };
    PUSH(r->leaves, r->leaf_count, r->leaf_room, leaf);
}

void t_memory(void *place, size_t size)
{
    Registry *r = registry_now;
    Bytes bytes = { place, size };
    PUSH(r->memories, r->memory_count, r->memory_room, bytes);
}

void t_pointer(void *place)
{
    Registry *r = registry_now;
    PUSH(r->pointers, r->pointer_count, r->pointer_room, (void **)place);
}

static bool is_within(const Bytes *block, const void *place)
{
    return (const unsigned char *)place >= block->place && (const unsigned char *)place <= block->place + block->size;
}

static void make_writable(Registry *r, const Bytes *block)
{
    for (int i = 0; i < r->leaf_count; i++)
        if (is_within(block, r->leaves[i].place))
            r->leaves[i].flags &= ~T_ADDS;
}

void t_writable(const void *place)
{
    Registry *r = registry_now;
    for (int i = 0; i < r->block_count; i++)
        if (is_within(&r->blocks[i], place))
            make_writable(r, &r->blocks[i]);
}

void t_poison(void *place, size_t size)
{
    memset(place, 0x5a, size);
}

long registry_target(const Registry *r, int pointer)
{
    const unsigned char *target = *r->pointers[pointer];
    for (int i = 0; target && i < r->block_count; i++)
        if (is_within(&r->blocks[i], target))
            return 1000000L * i + (long)(target - r->blocks[i].place);
    return target ? -2 : -1;
}

/* Steps of a uniform distribution on [0, 1): a multiple of 2^-24, so that every real type holds it. */
static double uniform(void)
{
    random_state = random_state * 6364136223846793005u + 1442695040888963407u;
    return (double)(random_state >> 40) * 0x1p-24;
}

double t_random(double low, double high)
{
    return low + (high - low) * uniform();
}

long long t_random_integer(double low, double high)
{
    return (long long)floor(low + (high - low + 1.0) * uniform());
}

void t_return(long double value)
{
    registry_now->returned = true;
    registry_now->result = value;
}

long double t_result(void)
{
    return registry_now->result;
}

void t_return_quad(__float128 value)
{
    registry_now->returned = true;
    registry_now->quad_result = value;
}

long double leaf_get(const Leaf *leaf)
{
    switch (leaf->kind) {
    case T_FLOAT:
        return *(float *)leaf->place;
    case T_DOUBLE:
        return *(double *)leaf->place;
    case T_LONG_DOUBLE:
        return *(long double *)leaf->place;
    default:
        return (long double)*(__float128 *)leaf->place;
    }
}

void leaf_set(const Leaf *leaf, long double value)
{
    switch (leaf->kind) {
    case T_FLOAT:
        *(float *)leaf->place = (float)value;
        break;
    case T_DOUBLE:
        *(double *)leaf->place = (double)value;
        break;
    case T_LONG_DOUBLE:
        *(long double *)leaf->place = value;
        break;
    default:
        *(__float128 *)leaf->place = value;
    }
}
