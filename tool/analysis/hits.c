#include "hits.h"

#include <stdint.h>
#include <string.h>

#include "alias_parts.h"
#include "base/intern.h"
#include "base/sorted.h"

/*
 * Stores stand in groups: those of one group write to the same objects, and, where they are to elements of an array with
 * constant indices, to that array.  Whoever asks about a place passes by the groups of other objects, and, with an element
 * of an array, by all other elements of it.
 */
typedef VEC(int) Numbers;

typedef struct StoreGroup StoreGroup;
struct StoreGroup {
    const Store *first;           /* stands for all of them */
    const Var   *array;           /* or NULL: they are not known to be elements of one array */
    Numbers      all;             /* indices of stores, ascending */
    Map         *elements;        /* of an array: by key of the indices -> Numbers */
    StoreGroup  *next;            /* with the same hash */
};

/* Objects that somebody has asked about. */
typedef struct Asked Asked;
struct Asked {
    IntSet            objects;
    VEC(StoreGroup *) groups;     /* whose stores may reach them */
    Asked            *next;       /* with the same hash */
};

struct StoreIndex {
    Arena        *arena;
    const Layout *layout;
    Alias        *alias;
    VEC(StoreGroup *) groups;
    Map          *by_hash;        /* hash -> StoreGroup */
    Map          *asked;          /* hash -> Asked */
};

/* One list that may hold hits; what is before `at` has been looked at. */
struct StoreCursor {
    const Numbers *list;
    int            at;
};

static const void *hits_key(uint64_t hash)
{
    return (const void *)(uintptr_t)(hash | 1);
}

static uint64_t hits_mix(uint64_t hash, uint64_t more)
{
    return (hash ^ more) * 0x9E3779B97F4A7C15u;
}

static uint64_t hits_hash(const IntSet *objects, const Var *array)
{
    uint64_t hash = (uint64_t)(uintptr_t)array;

    for (int i = 0; i < objects->count; i++)
        hash = hits_mix(hash, (uint64_t)objects->items[i] + 1);
    return hash;
}

static bool hits_same_objects(const IntSet *a, const IntSet *b)
{
    return a->count == b->count && (a->count == 0 || memcmp(a->items, b->items, (size_t)a->count * sizeof *a->items) == 0);
}

/*
 * The array that a real place is an element of, with constant indices alone, or the pointer parameter that always leads
 * there; or NULL.  Others of its elements lie apart (alias_places_overlap); `key` is the same for the same indices.
 */
static const Var *hits_array(const Alias *alias, const Expr *place, const void **key)
{
    uint64_t    hash = 0;
    const Expr *base = place;

    if (place->op != OP_INDEX || !type_is_real(place->type))
        return NULL;
    for (; base->op == OP_INDEX && base->args[1]->op == OP_INT; base = base->args[0])
        hash = hits_mix(hash, (uint64_t)base->args[1]->u.integer->value);
    *key = hits_key(hash);
    if (type_is_pointer(base->type))
        return base == place->args[0] && alias_is_fixed(alias, base) ? base->u.var : NULL;
    return base->op == OP_VAR ? base->u.var : NULL;
}

/* ---- the groups ---- */

static StoreGroup *hits_group(StoreIndex *index, const Store *store, const Var *array)
{
    const void *key = hits_key(hits_mix(hits_hash(&store->objects, array), store->unknown));
    StoreGroup *newest = map_get(index->by_hash, key), *group = newest;

    while (group && (group->array != array || group->first->unknown != store->unknown ||
                     !hits_same_objects(&group->first->objects, &store->objects)))
        group = group->next;
    if (group == NULL) {
        group = ARENA_NEW(index->arena, StoreGroup);
        group->first = store;
        group->array = array;
        group->elements = array ? map_new(index->arena) : NULL;
        group->next = newest;
        map_put(index->by_hash, key, group);
        VEC_PUSH(index->arena, &index->groups, group);
    }
    return group;
}

static void hits_add(StoreIndex *index, int number)
{
    const Store *store = layout_store(index->layout, number);
    const void  *key = NULL;
    const Var   *array = store->place ? hits_array(index->alias, store->place, &key) : NULL;
    StoreGroup  *group = hits_group(index, store, array);
    Numbers     *same = array ? map_get(group->elements, key) : NULL;

    VEC_PUSH(index->arena, &group->all, number);
    if (array && same == NULL) {
        same = ARENA_NEW(index->arena, Numbers);
        map_put(group->elements, key, same);
    }
    if (same)
        VEC_PUSH(index->arena, same, number);
}

StoreIndex *hits_index(Arena *arena, const Layout *layout, Alias *alias, int stores)
{
    StoreIndex *index = ARENA_NEW(arena, StoreIndex);

    index->arena = arena;
    index->layout = layout;
    index->alias = alias;
    index->by_hash = map_new(arena);
    index->asked = map_new(arena);
    for (int i = 0; i < stores; i++)
        hits_add(index, i);
    return index;
}

static const Asked *hits_asked(StoreIndex *index, const IntSet *objects)
{
    const void *key = hits_key(hits_hash(objects, NULL));
    Asked      *newest = map_get(index->asked, key), *asked = newest;

    while (asked && !hits_same_objects(&asked->objects, objects))
        asked = asked->next;
    if (asked)
        return asked;
    asked = ARENA_NEW(index->arena, Asked);
    intset_add_all(index->arena, &asked->objects, objects);
    for (int i = 0; i < index->groups.count; i++)
        if (layout_store_reaches(index->layout, index->groups.items[i]->first, objects))
            VEC_PUSH(index->arena, &asked->groups, index->groups.items[i]);
    asked->next = newest;
    map_put(index->asked, key, asked);
    return asked;
}

/* ---- questions ---- */

void hits_find(StoreIndex *index, const Expr *place, const IntSet *objects, int begin, int end, StoreHits *hits)
{
    const Asked *asked = hits_asked(index, objects);
    const void  *key = NULL;
    const Var   *array = hits_array(index->alias, place, &key);

    *hits = (StoreHits){.layout = index->layout, .place = place, .objects = objects, .end = end};
    hits->cursors = ARENA_ARRAY(index->arena, StoreCursor, asked->groups.count + 1);
    for (int i = 0; i < asked->groups.count; i++) {
        const StoreGroup *group = asked->groups.items[i];
        const Numbers    *list = array && group->array == array ? map_get(group->elements, key) : &group->all;
        int               at = list ? sorted_find(list->items, list->count, begin) : 0;

        if (list && at < list->count && list->items[at] < end)
            hits->cursors[hits->count++] = (StoreCursor){list, at};
    }
}

/* The list whose next store is the first of all; NULL: there are no more before the end. */
static StoreCursor *hits_first(const StoreHits *hits)
{
    StoreCursor *first = NULL;

    for (int i = 0; i < hits->count; i++) {
        StoreCursor *cursor = &hits->cursors[i];

        if (cursor->at < cursor->list->count && cursor->list->items[cursor->at] < hits->end &&
            (first == NULL || cursor->list->items[cursor->at] < first->list->items[first->at]))
            first = cursor;
    }
    return first;
}

const Store *hits_next(StoreHits *hits)
{
    for (StoreCursor *cursor = hits_first(hits); cursor; cursor = hits_first(hits)) {
        const Store *store = layout_store(hits->layout, cursor->list->items[cursor->at++]);

        hits->last = cursor;
        if (layout_store_hits(hits->layout, store, hits->place, hits->objects))
            return store;
    }
    return NULL;
}

void hits_pass(StoreHits *hits)
{
    hits->last->at = hits->last->list->count;
}
