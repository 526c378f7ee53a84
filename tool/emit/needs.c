#include "needs.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

struct Needs {
    Arena             *arena;
    Map               *items_seen;
    Map               *types_seen;
    Map               *funcs;      /* item -> the function that it declares */
    VEC(Item *)        items;
    VEC(const char *)  headers;
};

Needs *needs_new(Arena *arena, const Program *p)
{
    Needs *needs = ARENA_NEW(arena, Needs);
    needs->arena = arena;
    needs->items_seen = map_new(arena);
    needs->types_seen = map_new(arena);
    needs->funcs = map_new(arena);
    for (int i = 0; i < p->funcs.count; i++) {
        Func *func = p->funcs.items[i];
        if (func->item && func->item->kind == ITEM_FUNC)
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

typedef struct Sought {
    const char *name;
    bool        found;
} Sought;

static void compare_identifier(void *data, const char *name, size_t length)
{
    Sought *sought = data;
    if (strlen(sought->name) == length && memcmp(sought->name, name, length) == 0)
        sought->found = true;
}

bool text_has_identifier(const char *text, const char *name)
{
    Sought sought = {name, false};
    text_identifiers(text, compare_identifier, &sought);
    return sought.found;
}

/* ---- Recording ---- */

/* Types and macros that the prototype names; an include may hold any of its words. */
static void need_words(Needs *needs, const Item *item)
{
    for (int i = 0; i < item->uses.count; i++) {
        Item *used = item->uses.items[i];
        bool  named = used->kind == ITEM_TYPE || used->kind == ITEM_MACRO;
        if (named && text_has_identifier(item->prototype, used->name))
            needs_item(needs, used);
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

void needs_header(Needs *needs, const char *name)
{
    for (int i = 0; i < needs->headers.count; i++) {
        if (strcmp(needs->headers.items[i], name) == 0)
            return;
    }
    VEC_PUSH(needs->arena, &needs->headers, name);
}

/* ---- Reading ---- */

bool needs_has(const Needs *needs, const Item *item)
{
    return map_get(needs->items_seen, item) != NULL;
}

static int by_order(const void *a, const void *b)
{
    const Item *x = *(Item *const *)a, *y = *(Item *const *)b;
    if (x->order != y->order)
        return x->order < y->order ? -1 : 1;
    return strcmp(x->text, y->text);
}

Item *const *needs_items(Needs *needs, int *count)
{
    if (needs->items.count > 0)
        qsort(needs->items.items, (size_t)needs->items.count, sizeof *needs->items.items, by_order);
    *count = needs->items.count;
    return needs->items.items;
}

static int by_name(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static bool is_included(const Needs *needs, const char *header)
{
    for (int i = 0; i < needs->items.count; i++) {
        const Item *item = needs->items.items[i];
        if (item->kind == ITEM_INCLUDE && strstr(item->text, header))
            return true;
    }
    return false;
}

const char *const *needs_headers(Needs *needs, int *count)
{
    int kept = 0;
    for (int i = 0; i < needs->headers.count; i++) {
        if (!is_included(needs, needs->headers.items[i]))
            needs->headers.items[kept++] = needs->headers.items[i];
    }
    needs->headers.count = kept;
    if (kept > 0)
        qsort(needs->headers.items, (size_t)kept, sizeof *needs->headers.items, by_name);
    *count = kept;
    return needs->headers.items;
}
