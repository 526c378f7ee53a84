#include "needs.h"

#include <stdlib.h>
#include <string.h>

#include "base/text.h"

struct Needs {
    Arena         *arena;
    const Program *program;
    Map           *items_seen;
    Map           *types_seen;
    Map           *funcs;      /* item -> the function that it declares */
    VEC(Item *)    items;
    Map           *macros_seen;
    VEC(Item *)    macros;     /* that functions name themselves */
};

Needs *needs_new(Arena *arena, const Program *p)
{
    Needs *needs = ARENA_NEW(arena, Needs);
    needs->arena = arena;
    needs->program = p;
    needs->items_seen = map_new(arena);
    needs->macros_seen = map_new(arena);
    needs->types_seen = map_new(arena);
    needs->funcs = map_new(arena);
    for (int i = 0; i < p->funcs.count; i++) {
        Func *func = p->funcs.items[i];
        bool  is_source = func->item && func->item->kind == ITEM_FUNC;
        if (is_source && !map_get(needs->funcs, func->item))
            map_put(needs->funcs, func->item, func);
    }
    return needs;
}

const Func *needs_func_of(const Needs *needs, const Item *item)
{
    return map_get(needs->funcs, item);
}

/* ---- Recording ---- */

/* A search in an item's text for what it declares. */
typedef struct Sought {
    const char *name;
    size_t      length;
    bool        in_enum;     /* an enum's text: any word may be one of its constants */
    bool        after_tag;   /* the last word was struct, union or enum */
    bool        found;
} Sought;

static bool is(const char *name, size_t length, const char *word)
{
    return strlen(word) == length && memcmp(name, word, length) == 0;
}

static void compare(void *data, const char *name, size_t length)
{
    Sought *sought = data;
    bool    same = sought->length == length && memcmp(sought->name, name, length) == 0;
    sought->found = sought->found || (same && (sought->after_tag || sought->in_enum));
    sought->in_enum = sought->in_enum || is(name, length, "enum");
    sought->after_tag = is(name, length, "struct") || is(name, length, "union") || is(name, length, "enum");
}

typedef struct Prototype {
    Needs      *needs;
    const Item *item;
    Item       *used;     /* what its function or variable uses, here or in its body */
} Prototype;

static void add_item(Needs *needs, Item *item);
static void need_words(Needs *needs, const Item *item, const char *text);

static void need_if_declared(void *data, const char *name, size_t length)
{
    const Prototype *prototype = data;
    const Item      *used = prototype->used;
    Sought           sought = {.name = name, .length = length};
    if (used->kind == ITEM_TYPE && !is(name, length, used->name))
        text_identifiers(used->text, compare, &sought);
    if (!sought.found && !is(name, length, used->name))
        return;
    bool is_new = !needs_has(prototype->needs, used);
    add_item(prototype->needs, prototype->used);
    if (is_new && used->kind == ITEM_MACRO)
        need_words(prototype->needs, prototype->item, used->text);
}

/* Types, their constants and macros that the text names, out of what the item uses. */
static void need_words(Needs *needs, const Item *item, const char *text)
{
    for (int i = 0; i < item->uses.count; i++) {
        Prototype prototype = {needs, item, item->uses.items[i]};
        if (prototype.used->kind == ITEM_TYPE || prototype.used->kind == ITEM_MACRO)
            text_identifiers(text, need_if_declared, &prototype);
    }
}

static void need_prototype(Needs *needs, const Item *item)
{
    const Func *func = needs_func_of(needs, item);
    need_words(needs, item, item->prototype);
    if (func) {
        needs_type(needs, func->result);
        for (int i = 0; i < func->params.count; i++)
            needs_type(needs, func->params.items[i]->type);
        return;
    }
    for (int i = 0; i < item->uses.count; i++) {
        if (item->uses.items[i]->kind == ITEM_INCLUDE)
            add_item(needs, item->uses.items[i]);
    }
}

static void add_item(Needs *needs, Item *item)
{
    if (!item || map_get(needs->items_seen, item))
        return;
    map_put(needs->items_seen, item, item);
    VEC_PUSH(needs->arena, &needs->items, item);
    if (item->prototype && !item->is_static) {
        need_prototype(needs, item);
        return;
    }
    for (int i = 0; i < item->uses.count; i++)
        add_item(needs, item->uses.items[i]);
}

void needs_item(Needs *needs, Item *item)
{
    if (item && item->kind == ITEM_MACRO && !map_get(needs->macros_seen, item)) {
        map_put(needs->macros_seen, item, item);
        VEC_PUSH(needs->arena, &needs->macros, item);
    }
    add_item(needs, item);
}

static void need_below(Needs *needs, const Type *type)
{
    switch (type->kind) {
    case TYPE_POINTER:
    case TYPE_ARRAY:
        needs_type(needs, type_elem(type));
        return;
    case TYPE_RECORD:
        needs_item(needs, type->u.record->item);
        return;
    case TYPE_FUNCTION:
        needs_type(needs, type->u.function.result);
        for (int i = 0; i < type->u.function.count; i++)
            needs_type(needs, type->u.function.params[i]);
        return;
    default:
        return;
    }
}

void needs_type(Needs *needs, const Type *type)
{
    if (map_get(needs->types_seen, type))
        return;
    map_put(needs->types_seen, type, needs);
    needs_item(needs, type->item);
    if (!type->name)
        need_below(needs, type);
}

static Item *find_include(Item *const *items, int count, const char *text)
{
    for (int i = 0; i < count; i++) {
        if (items[i]->kind == ITEM_INCLUDE && strcmp(items[i]->text, text) == 0)
            return items[i];
    }
    return NULL;
}

void needs_header(Needs *needs, const char *name)
{
    const char *text = arena_printf(needs->arena, "#include <%s>", name);
    Item       *item = find_include(needs->program->items.items, needs->program->items.count, text);
    if (!item)
        item = find_include(needs->items.items, needs->items.count, text);
    if (!item) {
        item = ARENA_NEW(needs->arena, Item);
        *item = (Item){.kind = ITEM_INCLUDE, .name = name, .text = text, .order = -1};
    }
    needs_item(needs, item);
}

/* ---- Reading ---- */

bool needs_has(const Needs *needs, const Item *item)
{
    return map_get(needs->items_seen, item) != NULL;
}

Item *const *needs_macros(const Needs *needs, int *count)
{
    *count = needs->macros.count;
    return needs->macros.items;
}

bool same_macros(const Item *a, const Item *b)
{
    int left = 0;
    for (int i = 0; i < b->uses.count; i++)
        left += b->uses.items[i]->passes;
    for (int i = 0; i < a->uses.count; i++) {
        bool found = !a->uses.items[i]->passes;
        left -= a->uses.items[i]->passes;
        for (int k = 0; k < b->uses.count && !found; k++)
            found = b->uses.items[k]->passes && strcmp(a->uses.items[i]->text, b->uses.items[k]->text) == 0;
        if (!found)
            return false;
    }
    return left == 0;
}

bool item_is_among(Item *const *items, int count, const Item *item)
{
    for (int i = 0; i < count; i++) {
        if (items[i] == item)
            return true;
    }
    return false;
}

static int by_order(const void *a, const void *b)
{
    const Item *x = *(Item *const *)a, *y = *(Item *const *)b;
    if (x->order != y->order)
        return x->order < y->order ? -1 : 1;
    return strcmp(x->text ? x->text : x->name, y->text ? y->text : y->name);
}

Item *const *needs_items(Needs *needs, int *count)
{
    if (needs->items.count > 0)
        qsort(needs->items.items, (size_t)needs->items.count, sizeof *needs->items.items, by_order);
    *count = needs->items.count;
    return needs->items.items;
}
