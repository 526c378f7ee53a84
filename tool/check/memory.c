#define _DEFAULT_SOURCE  /* MAP_ANONYMOUS */

#include "memory.h"

#include <stdbool.h>
#include <stdint.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

enum { FILL = 0xa5, GUARD_PAGES = 256 };      /* before a block; behind it: farther than an index that is too large goes */

/* ---- blocks ---- */

static MemoryBlock *add_block(Memory *memory, size_t size)
{
    size_t       page = (size_t)sysconf(_SC_PAGESIZE), pages = (size + page - 1) / page;
    MemoryBlock *block = ARENA_NEW(memory->arena, MemoryBlock);
    block->map_size = (pages + 1 + GUARD_PAGES) * page;
    block->map = mmap(NULL, block->map_size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (block->map == MAP_FAILED)
        _exit(MEMORY_EXIT);
    char *guard = block->map + (pages + 1) * page;
    mprotect(guard, GUARD_PAGES * page, PROT_NONE);
    mprotect(block->map, page, PROT_NONE);
    block->size = size;
    block->data = guard - size;
    block->slot = -1;
    block->set = -1;
    block->elem_size = 1;
    memset(block->map + page, FILL, (size_t)(block->data - block->map) - page);
    VEC_PUSH(memory->arena, &memory->blocks, block);
    return block;
}

void *memory_block(Memory *memory, size_t size)
{
    return add_block(memory, size)->data;
}

const MemoryBlock *memory_find(const Memory *memory, const void *address, long long *index)
{
    uintptr_t at = (uintptr_t)address;
    for (int i = 0; i < memory->blocks.count; i++) {
        const MemoryBlock *block = memory->blocks.items[i];
        uintptr_t          from = (uintptr_t)block->map;
        if (at < from || at >= from + block->map_size)
            continue;
        long long offset = (long long)at - (long long)(uintptr_t)block->data, size = (long long)block->elem_size;
        *index = offset >= 0 ? offset / size : -((-offset + size - 1) / size);
        return block;
    }
    return NULL;
}

const MemoryBlock *memory_spoilt(const Memory *memory)
{
    size_t page = (size_t)sysconf(_SC_PAGESIZE);
    for (int i = 0; i < memory->blocks.count; i++) {
        const MemoryBlock *block = memory->blocks.items[i];
        for (const char *at = block->map + page; at < block->data; at++)
            if ((unsigned char)*at != FILL)
                return block;
    }
    return NULL;
}

void memory_keep(Memory *memory, int set)
{
    for (int i = 0; i < memory->blocks.count; i++) {
        MemoryBlock *block = memory->blocks.items[i];
        if (block->set != set)
            continue;
        if (!block->image)
            block->image = arena_alloc(memory->arena, block->size + 1);
        memcpy(block->image, block->data, block->size);
    }
}

void memory_restore(Memory *memory, int set)
{
    for (int i = 0; i < memory->blocks.count; i++) {
        const MemoryBlock *block = memory->blocks.items[i];
        if (block->set == set && block->image)
            memcpy(block->data, block->image, block->size);
    }
}

/* ---- numbers ---- */

long double memory_read(int kind, const char *place)
{
    float       f;
    double      d;
    long double l;
    switch ((HarnessKind)kind) {
    case HARNESS_FLOAT:  memcpy(&f, place, sizeof f); return f;
    case HARNESS_DOUBLE: memcpy(&d, place, sizeof d); return d;
    default:             memcpy(&l, place, sizeof l); return l;
    }
}

void memory_write(int kind, char *place, long double value)
{
    float  f = (float)value;
    double d = (double)value;
    switch ((HarnessKind)kind) {
    case HARNESS_FLOAT:  memcpy(place, &f, sizeof f); break;
    case HARNESS_DOUBLE: memcpy(place, &d, sizeof d); break;
    default:             memcpy(place, &value, sizeof value);
    }
}

void memory_write_integer(size_t size, char *place, long long value)
{
    int8_t  i8 = (int8_t)value;
    int16_t i16 = (int16_t)value;
    int32_t i32 = (int32_t)value;
    switch (size) {
    case 1:  memcpy(place, &i8, size); break;
    case 2:  memcpy(place, &i16, size); break;
    case 4:  memcpy(place, &i32, size); break;
    default: memcpy(place, &value, sizeof value);
    }
}

/* ---- arguments ---- */

/* A set while it is made. */
typedef struct Maker {
    Memory     *memory;
    int         set, width;
    size_t      stride;          /* from one direction to the next, of what is being made */
    SetInteger *set_integer;
    void       *data;
} Maker;

static void make(Maker *m, const AdgenHarnessType *type, char *place, bool follow);

static long long count_of(Maker *m, int slot)
{
    Memory                     *memory = m->memory;
    const AdgenHarnessFunction *function = memory->function;
    long long                   count = memory->counts[slot];
    if (m->set != MEMORY_PRIMAL)
        return memory->sizes[slot];
    if (function->slots[slot].known)
        count = function->size(slot, memory->args[MEMORY_PRIMAL]);
    memory->sizes[slot] = count > 0 ? count : 0;
    return memory->sizes[slot];
}

/* Elements come in as many copies as there are directions, side by side. */
static void make_elements(Maker *m, const AdgenHarnessType *elem, char *data, long long count)
{
    size_t outer = m->stride;
    if (outer == 0)
        m->stride = elem->size;
    for (long long i = 0; i < count; i++)
        make(m, elem, data + (size_t)i * elem->size * (size_t)m->width, true);
    m->stride = outer;
}

static void make_pointer(Maker *m, const AdgenHarnessType *type, char *place)
{
    bool wanted = type->elem && (m->set == MEMORY_PRIMAL || type->holds_active);
    if (!wanted)
        return;
    long long    count = count_of(m, type->index);
    MemoryBlock *block = add_block(m->memory, (size_t)count * type->elem->size * (size_t)m->width);
    block->slot = type->index;
    block->set = m->set;
    block->elem_size = type->elem->size * (size_t)m->width;
    memset(block->data, 0, block->size);
    memcpy(place, &block->data, sizeof block->data);
    make_elements(m, type->elem, block->data, count);
}

/* Everything but pointers is made first: the sizes of what they lead to may depend on it. */
static void make(Maker *m, const AdgenHarnessType *type, char *place, bool follow)
{
    MemoryGroup *group;
    switch ((HarnessKind)type->kind) {
    case HARNESS_POINTER:
        if (follow)
            make_pointer(m, type, place);
        break;
    case HARNESS_ARRAY:
        for (long long i = 0; i < type->count; i++)
            make(m, type->elem, place + (size_t)i * type->elem->size, follow);
        break;
    case HARNESS_RECORD:
        for (int pass = 0; pass < 2; pass++)
            for (int i = 0; i < type->field_count; i++)
                if ((type->fields[i].type->kind == HARNESS_POINTER) == pass)
                    make(m, type->fields[i].type, place + type->fields[i].offset, follow);
        break;
    case HARNESS_OTHER:
        break;
    default:
        group = &m->memory->groups[m->set][type->index];
        VEC_PUSH(m->memory->arena, &group->places, place);
        group->stride = m->stride;
        if (m->set_integer && (type->kind == HARNESS_SIGNED || type->kind == HARNESS_UNSIGNED))
            m->set_integer(m->data, type->index, place);
    }
}

/* What stands for a parameter that is no pointer: its value, or values side by side. */
static char *make_param(Maker *m, const AdgenHarnessType *type)
{
    MemoryBlock *block = add_block(m->memory, type->size * (size_t)m->width);
    block->set = m->set;
    memset(block->data, 0, block->size);
    m->stride = type->size;
    make(m, type, block->data, false);
    m->stride = 0;
    return block->data;
}

/* Records by value have pointers, too. */
static void make_pointers_in(Maker *m, const AdgenHarnessType *type, char *place)
{
    for (int i = 0; type->kind == HARNESS_RECORD && i < type->field_count; i++)
        if (type->fields[i].type->kind == HARNESS_POINTER)
            make_pointer(m, type->fields[i].type, place + type->fields[i].offset);
}

/* A pointer to one object of its kind may be needed to know how long others are: records come before numbers. */
static bool goes_first(const AdgenHarnessType *type)
{
    return type->elem && type->elem->kind == HARNESS_RECORD;
}

static void make_all(Maker *m)
{
    const AdgenHarnessFunction *function = m->memory->function;
    void                      **args = m->memory->args[m->set];
    for (int pass = 0; pass < 4; pass++) {
        for (int i = 0; i < function->param_count; i++) {
            const AdgenHarnessType *type = function->params[i].type;
            bool                    pointer = type->kind == HARNESS_POINTER;
            if (m->set != MEMORY_PRIMAL && !function->params[i].active)
                continue;
            if (pass == 0 && !pointer)
                args[i] = make_param(m, type);
            if (pass == 1 && !pointer)
                make_pointers_in(m, type, args[i]);
            if (pass >= 2 && pointer && goes_first(type) == (pass == 2))
                make_pointer(m, type, (char *)&args[i]);
        }
    }
}

void memory_make(Memory *memory, int set, int width)
{
    Maker m = {.memory = memory, .set = set, .width = width > 0 ? width : 1};
    make_all(&m);
    memory_keep(memory, set);
}

void memory_make_primal(Memory *memory, SetInteger *set_integer, void *data)
{
    Maker m = {.memory = memory, .set = MEMORY_PRIMAL, .width = 1, .set_integer = set_integer, .data = data};
    make_all(&m);
}

Memory *memory_new(Arena *arena, const AdgenHarnessFunction *function, const long long *counts)
{
    Memory *memory = ARENA_NEW(arena, Memory);
    *memory = (Memory){.arena = arena, .function = function, .counts = counts};
    for (int set = 0; set < MEMORY_SETS; set++) {
        memory->args[set] = ARENA_ARRAY(arena, void *, function->param_count + 1);
        memory->groups[set] = ARENA_ARRAY(arena, MemoryGroup, function->group_count + 1);
    }
    memory->sizes = ARENA_ARRAY(arena, long long, function->slot_count + 1);
    return memory;
}
