#include "point.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MOST_COMPLAINTS = 4 };

Registry       point_primal, point_shadow;
bool           point_is_exact;
int            point_complaints;
const T_Point *point_now;
int            point_index;

void *point_room(int count, size_t size)
{
    void *memory = calloc((size_t)count + 1, size);
    if (memory)
        return memory;
    fputs("the test program is out of memory\n", stderr);
    exit(2);
}

/* ---- comparing and complaining ---- */

bool point_same_bits(long double a, long double b)
{
    return isnan(a) ? isnan(b) : a == b && !signbit(a) == !signbit(b);
}

bool point_within(long double a, long double b, long double bound)
{
    if (isnan(a) || isnan(b) || isinf(a) || isinf(b))
        return point_same_bits(a, b);
    return fabsl(a - b) <= bound * fmaxl(1.0L, fabsl(a) + fabsl(b));
}

static bool agrees(long double a, long double b)
{
    return point_is_exact ? point_same_bits(a, b) : point_within(a, b, point_now->bound);
}

void point_complain(const char *what, long double got, const char *judge, long double want)
{
    if (point_complaints++ < MOST_COMPLAINTS)
        printf("%s: %s is %.17Lg, but %s %.17Lg\n", point_now->title, what, got, judge, want);
}

const char *point_leaf_name(const Leaf *leaf, const char *prefix)
{
    static char name[200];
    if (leaf->number == 0)
        snprintf(name, sizeof name, "%s%s", prefix, leaf->argument);
    else
        snprintf(name, sizeof name, "%s%s, real %d of it (from 0),", prefix, leaf->argument, leaf->number);
    return name;
}

/* ---- snapshots ---- */

static size_t byte_count(const Registry *r)
{
    size_t count = 0;
    for (int i = 0; i < r->memory_count; i++)
        count += r->memories[i].size;
    return count;
}

Snapshot point_snapshot(const Registry *r)
{
    Snapshot s = { point_room(r->leaf_count, sizeof(long double)), point_room((int)byte_count(r), 1),
                   point_room(r->pointer_count, sizeof(long)), r->returned, r->result };
    unsigned char *at = s.bytes;
    for (int i = 0; i < r->leaf_count; i++)
        s.reals[i] = leaf_get(&r->leaves[i]);
    for (int i = 0; i < r->memory_count; i++) {
        memcpy(at, r->memories[i].place, r->memories[i].size);
        at += r->memories[i].size;
    }
    for (int i = 0; i < r->pointer_count; i++)
        s.targets[i] = registry_target(r, i);
    return s;
}

void point_snapshot_free(Snapshot *s)
{
    free(s->reals);
    free(s->bytes);
    free(s->targets);
}

/* What is in memory now must be what a plain call left there. */
void point_compare_memory(const Snapshot *plain)
{
    Snapshot now = point_snapshot(&point_primal);
    if (now.returned && !agrees(now.result, plain->result))
        point_complain("the result", now.result, "the primal returns", plain->result);
    for (int i = 0; i < point_primal.leaf_count; i++)
        if (!agrees(now.reals[i], plain->reals[i]))
            point_complain(point_leaf_name(&point_primal.leaves[i], "after the call "), now.reals[i], "the primal leaves",
                     plain->reals[i]);
    if (memcmp(now.bytes, plain->bytes, byte_count(&point_primal)) != 0)
        point_complain("an integer in memory after the call", 1, "as after a plain call it should be", 0);
    if (memcmp(now.targets, plain->targets, (size_t)point_primal.pointer_count * sizeof(long)) != 0)
        point_complain("a pointer in memory after the call", 1, "as after a plain call it should be", 0);
    point_snapshot_free(&now);
}

/* ---- the steps ---- */

void point_build(int draw)
{
    registry_begin(&point_primal, point_index, draw);
    point_now->build();
}

void point_build_shadows(int draw)
{
    registry_begin(&point_shadow, point_index, draw);
    point_now->shadows();
    registry_now = &point_primal;
}

void point_call_derivative(double seed)
{
    registry_now = &point_primal;
    point_primal.returned = false;
    point_now->derive(seed);
}

/* The i-th paired leaf of the primal's. */
const Leaf *point_partner(int shadow_index)
{
    for (int i = 0; i < point_primal.leaf_count; i++)
        if ((point_primal.leaves[i].flags & T_PAIRED) && shadow_index-- == 0)
            return &point_primal.leaves[i];
    printf("%s: the test program lost count of its shadows\n", point_now->title);
    exit(2);
}

/* Numbers in [-1, 1] that every real type holds. */
void point_invent_seeds(double *seeds)
{
    for (int i = 0; i < point_shadow.leaf_count; i++)
        seeds[i] = floor(t_random(-64, 64)) / 64;
}

void point_set_shadows(const double *seeds, bool only_in_out)
{
    for (int i = 0; i < point_shadow.leaf_count; i++)
        if (!only_in_out || !(point_partner(i)->flags & T_ADDS))
            leaf_set(&point_shadow.leaves[i], seeds[i]);
}
