#include "base/intern.h"

#include <stdbool.h>
#include <stdint.h>
#include <string.h>

#include "base/arena.h"

/* Three open-addressed hash tables of a power of two of slots, at most half full (strings) or three quarters (pointers: a large
 * one costs by the lines of memory that it touches, not by steps in one), that only ever grow. */

enum { FIRST_ROOM = 16 };

static size_t hash_bytes(const char *bytes, size_t length)
{
    uint64_t hash = 14695981039346656037u;  /* FNV-1a */
    for (size_t i = 0; i < length; i++)
        hash = (hash ^ (unsigned char)bytes[i]) * 1099511628211u;
    return (size_t)(hash ^ hash >> 32);
}

static size_t hash_pointer(const void *pointer)
{
    uint64_t hash = (uint64_t)(uintptr_t)pointer * 0x9E3779B97F4A7C15u;
    return (size_t)(hash ^ hash >> 32);
}

/* ---- Strings ---- */

typedef struct Word {
    const char *text;   /* NULL: a free slot */
    size_t      length;
    size_t      hash;
} Word;

struct Intern {
    Arena *arena;
    Word  *words;
    size_t room;
    size_t count;
};

Intern *intern_new(Arena *arena)
{
    Intern *table = ARENA_NEW(arena, Intern);
    table->arena = arena;
    table->room = FIRST_ROOM;
    table->words = ARENA_ARRAY(arena, Word, table->room);
    return table;
}

static Word *find_word(const Intern *table, const char *text, size_t length, size_t hash)
{
    for (size_t i = hash;; i++) {
        Word *word = &table->words[i & (table->room - 1)];
        if (!word->text)
            return word;
        if (word->hash == hash && word->length == length && memcmp(word->text, text, length) == 0)
            return word;
    }
}

static void grow_intern(Intern *table)
{
    Word  *old = table->words;
    size_t room = table->room;
    table->room *= 2;
    table->words = ARENA_ARRAY(table->arena, Word, table->room);
    for (size_t i = 0; i < room; i++) {
        if (old[i].text)
            *find_word(table, old[i].text, old[i].length, old[i].hash) = old[i];
    }
    arena_release(table->arena, old, room * sizeof *old);
}

const char *intern_n(Intern *table, const char *text, size_t length)
{
    size_t hash = hash_bytes(text, length);
    Word  *word = find_word(table, text, length, hash);
    if (word->text)
        return word->text;
    const char *copy = arena_strndup(table->arena, text, length);
    *word = (Word){copy, length, hash};
    if (++table->count * 2 > table->room)
        grow_intern(table);
    return copy;
}

const char *intern(Intern *table, const char *text)
{
    return intern_n(table, text, strlen(text));
}

/* ---- Pointers ---- */

typedef struct MapSlot {
    const void *key;    /* NULL: a free slot */
    void       *value;
} MapSlot;

struct Map {
    Arena   *arena;
    MapSlot *slots;     /* NULL while nothing is in it: many maps stay empty */
    size_t   room;
    size_t   count;
};

Map *map_new(Arena *arena)
{
    Map *map = ARENA_NEW(arena, Map);
    map->arena = arena;
    return map;
}

/* NULL is a key as well. */
static const void *slot_key(const void *key)
{
    static const char none;
    return key ? key : &none;
}

static MapSlot *find_slot(const Map *map, const void *key)
{
    for (size_t i = hash_pointer(key);; i++) {
        MapSlot *slot = &map->slots[i & (map->room - 1)];
        if (!slot->key || slot->key == key)
            return slot;
    }
}

static void grow_map(Map *map)
{
    MapSlot *old = map->slots;
    size_t   room = map->room;
    map->room = room ? 2 * room : FIRST_ROOM;
    map->slots = ARENA_ARRAY(map->arena, MapSlot, map->room);
    for (size_t i = 0; i < room; i++) {
        if (old[i].key)
            *find_slot(map, old[i].key) = old[i];
    }
    arena_release(map->arena, old, room * sizeof *old);
}

void map_put(Map *map, const void *key, void *value)
{
    if (4 * map->count >= 3 * map->room)
        grow_map(map);
    MapSlot *slot = find_slot(map, slot_key(key));
    map->count += !slot->key;
    *slot = (MapSlot){slot_key(key), value};
}

void *map_get(const Map *map, const void *key)
{
    return map->count ? find_slot(map, slot_key(key))->value : NULL;
}

void map_clear(Map *map)
{
    enum { ROOM_KEPT = 256 };
    if (map->room > ROOM_KEPT) {
        arena_release(map->arena, map->slots, map->room * sizeof *map->slots);
        map->slots = NULL;
        map->room = 0;
    } else if (map->count > 0) {
        memset(map->slots, 0, map->room * sizeof *map->slots);
    }
    map->count = 0;
}

/* ---- Strings to pointers ---- */

typedef struct StrSlot {
    const char *text;   /* NULL: a free slot */
    size_t      hash;
    void       *value;
} StrSlot;

struct StrMap {
    Arena   *arena;
    StrSlot *slots;
    size_t   room;
    size_t   count;
};

StrMap *strmap_new(Arena *arena)
{
    StrMap *map = ARENA_NEW(arena, StrMap);
    map->arena = arena;
    map->room = FIRST_ROOM;
    map->slots = ARENA_ARRAY(arena, StrSlot, map->room);
    return map;
}

static StrSlot *find_text(const StrMap *map, const char *text, size_t hash)
{
    for (size_t i = hash;; i++) {
        StrSlot *slot = &map->slots[i & (map->room - 1)];
        if (!slot->text || (slot->hash == hash && strcmp(slot->text, text) == 0))
            return slot;
    }
}

/* No two of what was there are the same: each goes to the first free slot. */
static void grow_strmap(StrMap *map)
{
    StrSlot *old = map->slots;
    size_t   room = map->room;
    map->room *= 2;
    map->slots = ARENA_ARRAY(map->arena, StrSlot, map->room);
    for (size_t i = 0; i < room; i++) {
        size_t at = old[i].hash;
        while (old[i].text && map->slots[at & (map->room - 1)].text)
            at++;
        if (old[i].text)
            map->slots[at & (map->room - 1)] = old[i];
    }
    arena_release(map->arena, old, room * sizeof *old);
}

void strmap_put(StrMap *map, const char *key, void *value)
{
    if (4 * map->count >= 3 * map->room)
        grow_strmap(map);
    size_t   length = strlen(key), hash = hash_bytes(key, length);
    StrSlot *slot = find_text(map, key, hash);
    if (!slot->text) {
        *slot = (StrSlot){arena_strndup(map->arena, key, length), hash, NULL};
        map->count++;
    }
    slot->value = value;
}

void *strmap_get(const StrMap *map, const char *key)
{
    return find_text(map, key, hash_bytes(key, strlen(key)))->value;
}
