#include <string.h>

#include "front.h"

/* ---- a map from cursors to pointers: open addressing, a power of two of slots ---- */

typedef struct Slot {
    CXCursor key;
    void    *value;
} Slot;

struct CursorMap {
    Arena   *arena;
    Slot    *slots;
    unsigned room;
    unsigned used;
};

CursorMap *cursor_map_new(Arena *arena)
{
    CursorMap *map = ARENA_NEW(arena, CursorMap);
    map->arena = arena;
    map->room = 64;
    map->slots = ARENA_ARRAY(arena, Slot, map->room);
    return map;
}

/* libclang's hash is little more than the cursor's address: spread it. */
static unsigned hash(CXCursor cursor)
{
    unsigned h = clang_hashCursor(cursor);
    h ^= h >> 15;
    h *= 0x2c1b3c6du;
    return h ^ (h >> 12);
}

static Slot *find(const CursorMap *map, CXCursor key)
{
    unsigned i = hash(key) & (map->room - 1);
    while (map->slots[i].value && !clang_equalCursors(map->slots[i].key, key))
        i = (i + 1) & (map->room - 1);
    return &map->slots[i];
}

static void grow(CursorMap *map)
{
    Slot    *old = map->slots;
    unsigned room = map->room;
    map->room *= 2;
    map->slots = ARENA_ARRAY(map->arena, Slot, map->room);
    for (unsigned i = 0; i < room; i++)
        if (old[i].value)
            *find(map, old[i].key) = old[i];
}

void cursor_map_put(CursorMap *map, CXCursor key, void *value)
{
    Slot *slot = find(map, key);
    if (!slot->value && 2 * ++map->used > map->room) {
        grow(map);
        slot = find(map, key);
    }
    slot->key = key;
    slot->value = value;
}

void *cursor_map_get(const CursorMap *map, CXCursor key)
{
    return find(map, key)->value;
}

/* ---- the tree ---- */

typedef struct Collect {
    Arena *arena;
    VEC(CXCursor) list;
} Collect;

static enum CXChildVisitResult collect(CXCursor cursor, CXCursor parent, CXClientData data)
{
    Collect *to = data;
    (void)parent;
    VEC_PUSH(to->arena, &to->list, cursor);
    return CXChildVisit_Continue;
}

Cursors front_children(Front *front, CXCursor cursor)
{
    Collect to = { .arena = front->arena };
    clang_visitChildren(cursor, collect, &to);
    return (Cursors){ to.list.items, to.list.count };
}

bool cursor_is(CXCursor cursor, enum CXCursorKind kind)
{
    return clang_getCursorKind(cursor) == kind;
}

bool front_is_local(CXCursor declaration)
{
    CXCursor parent = clang_getCursorSemanticParent(declaration);
    while (clang_isDeclaration(clang_getCursorKind(parent))) {
        if (cursor_is(parent, CXCursor_FunctionDecl))
            return true;
        parent = clang_getCursorSemanticParent(parent);
    }
    return false;
}

bool front_is_unnamed(Front *front, CXCursor record)
{
    return strchr(front_string(front, clang_getTypeSpelling(clang_getCursorType(record))), '(') != NULL;
}

/* ---- strings ---- */

const char *front_string(Front *front, CXString string)
{
    const char *text = clang_getCString(string);
    const char *kept = intern(front->program->names, text ? text : "");
    clang_disposeString(string);
    return kept;
}

const char *front_spelling(Front *front, CXCursor cursor)
{
    return front_string(front, clang_getCursorSpelling(cursor));
}

const char *front_kind_name(Front *front, CXCursor cursor)
{
    return front_string(front, clang_getCursorKindSpelling(clang_getCursorKind(cursor)));
}
