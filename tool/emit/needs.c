#include "needs.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

struct Needs {
    Arena         *arena;
    const Program *program;
    Map           *items_seen;
    Map           *types_seen;
    Map           *funcs;      /* item -> the function that it declares */
    VEC(Item *)    items;
};

Needs *needs_new(Arena *arena, const Program *p)
{
    Needs *needs = ARENA_NEW(arena, Needs);
    needs->arena = arena;
    needs->program = p;
    needs->items_seen = map_new(arena);
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

/* ---- Identifiers of C text ---- */

static const char *skip_literal(const char *text)
{
    char quote = *text++;
    while (*text && *text != quote)
        text += text[0] == '\\' && text[1] ? 2 : 1;
    return *text ? text + 1 : text;
}

static const char *skip_comment(const char *text)
{
    if (text[1] == '/')
        return text + strcspn(text, "\n");
    const char *end = strstr(text + 2, "*/");
    return end ? end + 2 : text + strlen(text);
}

static bool is_word(char c)
{
    return isalnum((unsigned char)c) || c == '_';
}

void text_identifiers(const char *text, void (*visit)(void *data, const char *name, size_t length), void *data)
{
    while (*text) {
        if (*text == '"' || *text == '\'') {
            text = skip_literal(text);
        } else if (*text == '/' && (text[1] == '/' || text[1] == '*')) {
            text = skip_comment(text);
        } else if (is_word(*text)) {
            size_t length = 0;
            while (is_word(text[length]))
                length++;
            if (!isdigit((unsigned char)*text))
                visit(data, text, length);
            text += length;
        } else {
            text++;
        }
    }
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
    Needs *needs;
    Item  *used;     /* what its function or variable uses, here or in its body */
} Prototype;

static void need_if_declared(void *data, const char *name, size_t length)
{
    const Prototype *prototype = data;
    const Item      *used = prototype->used;
    Sought           sought = {.name = name, .length = length};
    if (used->kind == ITEM_TYPE && !is(name, length, used->name))
        text_identifiers(used->text, compare, &sought);
    if (sought.found || is(name, length, used->name))
        needs_item(prototype->needs, prototype->used);
}

/* Types, their constants and macros that the prototype names. */
static void need_words(Needs *needs, const Item *item)
{
    for (int i = 0; i < item->uses.count; i++) {
        Prototype prototype = {needs, item->uses.items[i]};
        if (prototype.used->kind == ITEM_TYPE || prototype.used->kind == ITEM_MACRO)
            text_identifiers(item->prototype, need_if_declared, &prototype);
    }
}

static void need_prototype(Needs *needs, const Item *item)
{
    const Func *func = needs_func_of(needs, item);
    need_words(needs, item);
    if (func) {
        needs_type(needs, func->result);
        for (int i = 0; i < func->params.count; i++)
            needs_type(needs, func->params.items[i]->type);
        return;
    }
    for (int i = 0; i < item->uses.count; i++) {
        if (item->uses.items[i]->kind == ITEM_INCLUDE)
            needs_item(needs, item->uses.items[i]);
    }
}

void needs_item(Needs *needs, Item *item)
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
        needs_item(needs, item->uses.items[i]);
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
