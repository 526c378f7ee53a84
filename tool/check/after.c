#include <math.h>
#include <stdio.h>
#include <string.h>

#include "trial.h"

/*
 * What a call leaves behind: by the contract a derivative leaves in memory, and returns, what the function does, but for
 * the rounding of reals.
 */

/* What one call has left: the groups' numbers one after the other, the program's variables, the result. */
typedef struct Left {
    long double *reals;
    char        *bytes;          /* of integers: eight each; of variables */
    char        *result;
} Left;

static bool is_real(int kind)
{
    return kind <= HARNESS_LONG_DOUBLE;
}

static int count_places(const Trial *trial)
{
    int count = 0;
    for (int g = 0; g < trial->function->group_count; g++)
        count += trial->memory->groups[MEMORY_PRIMAL][g].places.count;
    return count;
}

static size_t count_globals(const Trial *trial)
{
    size_t size = 0;
    for (int i = 0; i < trial->globals->list.count; i++)
        size += trial->globals->list.items[i].size;
    return size;
}

static size_t real_size(int kind)
{
    return kind == HARNESS_FLOAT ? sizeof(float) : kind == HARNESS_DOUBLE ? sizeof(double) : sizeof(long double);
}

/* Where an integer's bytes are not ours to know the number of, those that are there in any case. */
enum { WORD = 8 };

static size_t known_bytes(const Trial *trial, const char *place)
{
    long long          index;
    const MemoryBlock *block = memory_find(trial->memory, place, &index);
    size_t             rest = block ? (size_t)(block->data + block->size - place) : 0;
    return rest < WORD ? rest : 1;
}

static Left take(Trial *trial)
{
    int   count = count_places(trial), at = 0;
    Left  left = {.reals = ARENA_ARRAY(trial->arena, long double, count + 1),
                  .bytes = arena_alloc(trial->arena, (size_t)count * WORD + count_globals(trial) + 1),
                  .result = arena_alloc(trial->arena, trial->function->result_size + 1)};
    char *bytes = left.bytes;
    for (int g = 0; g < trial->function->group_count; g++) {
        const MemoryGroup *group = &trial->memory->groups[MEMORY_PRIMAL][g];
        int                kind = trial->function->groups[g].kind;
        for (int i = 0; i < group->places.count; i++, at++, bytes += WORD) {
            if (is_real(kind))
                left.reals[at] = memory_read(kind, group->places.items[i]);
            else
                memcpy(bytes, group->places.items[i], known_bytes(trial, group->places.items[i]));
        }
    }
    for (int i = 0; i < trial->globals->list.count; i++) {
        const Global *global = &trial->globals->list.items[i];
        memcpy(bytes, global->address, global->size);
        bytes += global->size;
    }
    memcpy(left.result, trial->result, trial->function->result_size);
    return left;
}

/* ---- comparing ---- */

static bool same_real(const Trial *trial, long double a, long double b)
{
    return judge_same((double)a, (double)b, 1e-3, trial->kind);
}

static bool same_groups(const Trial *trial, const Left *a, const Left *b, char *what, size_t room)
{
    int at = 0;
    for (int g = 0; g < trial->function->group_count; g++) {
        const AdgenHarnessGroup *group = &trial->function->groups[g];
        int                      count = trial->memory->groups[MEMORY_PRIMAL][g].places.count;
        for (int i = 0; i < count; i++, at++) {
            bool real = is_real(group->kind);
            bool same = real ? same_real(trial, a->reals[at], b->reals[at])
                             : memcmp(a->bytes + at * WORD, b->bytes + at * WORD, WORD) == 0;
            if (same)
                continue;
            if (real)
                snprintf(what, room, "%s: element %d is %.10Lg, after a plain call %.10Lg", group->path, i, b->reals[at],
                         a->reals[at]);
            else
                snprintf(what, room, "%s: element %d is not what a plain call leaves", group->path, i);
            return false;
        }
    }
    return true;
}

static bool same_global(const Trial *trial, const Global *global, const char *a, const char *b)
{
    if (!global->is_own || memcmp(a, b, global->size) == 0)
        return true;
    if (!is_real(global->kind))
        return false;
    for (size_t at = 0; at < global->size; at += real_size(global->kind))
        if (!same_real(trial, memory_read(global->kind, a + at), memory_read(global->kind, b + at)))
            return false;
    return true;
}

static bool same_globals(const Trial *trial, const Left *a, const Left *b, char *what, size_t room)
{
    size_t at = (size_t)count_places(trial) * WORD;
    for (int i = 0; i < trial->globals->list.count; i++) {
        const Global *global = &trial->globals->list.items[i];
        if (!same_global(trial, global, a->bytes + at, b->bytes + at)) {
            snprintf(what, room, "the variable '%s' is not what a plain call leaves", global->name);
            return false;
        }
        at += global->size;
    }
    return true;
}

static bool same_result(const Trial *trial, const Left *a, const Left *b, char *what, size_t room)
{
    int  kind = trial->function->result_kind;
    bool same = true;
    if (is_real(kind))
        same = same_real(trial, memory_read(kind, a->result), memory_read(kind, b->result));
    else if (kind == HARNESS_SIGNED || kind == HARNESS_UNSIGNED)
        same = memcmp(a->result, b->result, trial->function->result_size) == 0;
    if (!same)
        snprintf(what, room, "it returns something else");
    return same;
}

static bool is_sound(const Trial *trial, const char *who, char *what, size_t room)
{
    const MemoryBlock *block = memory_spoilt(trial->memory);
    if (block)
        snprintf(what, room, "%s writes before the start of %s", who,
                 block->slot >= 0 ? trial->function->slots[block->slot].path : "an argument");
    return !block;
}

bool trial_compare_memory(Trial *trial, char *what, size_t room)
{
    trial_reset(trial);
    trial_primal(trial, trial->function);
    Left plain = take(trial);
    if (!is_sound(trial, "the function itself", what, room))
        return false;
    memset(trial->result, 0, trial->function->result_size);
    trial_plain_call(trial, &trial->function->derivative);
    Left derivative = take(trial);
    return same_result(trial, &plain, &derivative, what, room) && same_groups(trial, &plain, &derivative, what, room) &&
           same_globals(trial, &plain, &derivative, what, room) && is_sound(trial, "the derivative", what, room);
}
