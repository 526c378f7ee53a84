#include "value.h"

#include <string.h>

static const Value *read_range(Arena *arena, const Token *from, const Token *to);

/* Up to the comma that ends a list's item, or `to`. */
static const Token *item_end(const Token *at, const Token *to)
{
    while (at < to && !token_is(at, ","))
        at = token_is(at, "(") || token_is(at, "[") || token_is(at, "{") ? token_skip_brackets(at) : at + 1;
    return at < to ? at : to;
}

/* .name = value, name = value, value */
static void read_item(Arena *arena, Value *list, const Token *from, const Token *to)
{
    const Token *word = from + (token_is(from, ".") ? 1 : 0);
    const char *name = NULL;
    if (word->kind == TOKEN_WORD && word + 1 < to && token_is(word + 1, "=") && !token_is(word + 2, "=")) {
        name = token_text(arena, word, word + 1);
        from = word + 2;
    }
    VEC_PUSH(arena, &list->names, name);
    VEC_PUSH(arena, &list->items, read_range(arena, from, to));
}

static void read_items(Arena *arena, Value *list, const Token *from, const Token *to)
{
    while (from < to) {
        const Token *end = item_end(from, to);
        read_item(arena, list, from, end);
        from = end < to ? end + 1 : to;
    }
}

/* The text of the i-th of a generator's arguments, or NULL. */
static const char *argument(Arena *arena, const Token *from, const Token *to, int i)
{
    for (;;) {
        const Token *end = item_end(from, to);
        if (i-- == 0)
            return from < end ? token_text(arena, from, end) : NULL;
        if (end == to)
            return NULL;
        from = end + 1;
    }
}

static void read_random(Arena *arena, Value *value, const Token *from, const Token *to)
{
    int counted = argument(arena, from, to, 2) ? 1 : 0;
    value->kind = VALUE_RANDOM;
    value->count = counted ? argument(arena, from, to, 0) : NULL;
    value->low = argument(arena, from, to, counted);
    value->high = argument(arena, from, to, counted + 1);
}

static void read_repeat(Arena *arena, Value *value, const Token *from, const Token *to)
{
    const Token *end = item_end(from, to);
    value->kind = VALUE_REPEAT;
    value->count = token_text(arena, from, end);
    value->item = end < to ? read_range(arena, end + 1, to) : value_read(arena, "0");
}

static const Value *read_range(Arena *arena, const Token *from, const Token *to)
{
    Value *value = ARENA_NEW(arena, Value);
    bool called = from + 1 < to && token_is(from + 1, "(") && token_skip_brackets(from + 1) == to;
    if (token_is(from, "{") && token_skip_brackets(from) == to) {
        value->kind = VALUE_LIST;
        read_items(arena, value, from + 1, to - 1);
    } else if (token_is(from, "&") && token_is(from + 1, "{")) {
        value->kind = VALUE_LIST;
        read_items(arena, value, from + 1, to);
    } else if (called && token_is(from, "random")) {
        read_random(arena, value, from + 2, to - 1);
    } else if (called && (token_is(from, "repeat") || token_is(from, "zeros"))) {
        read_repeat(arena, value, from + 2, to - 1);
    } else if (called && token_is(from, "range")) {
        value->kind = VALUE_RANGE;
        value->count = token_text(arena, from + 2, to - 1);
    } else {
        value->kind = VALUE_EXPR;
        value->text = token_text(arena, from, to);
    }
    return value;
}

static const Token *last(const Token *at)
{
    while (at->kind != TOKEN_END)
        at++;
    return at;
}

const Value *value_read(Arena *arena, const char *text)
{
    const Token *from = lex(arena, text);
    return read_range(arena, from, last(from));
}

const Value *value_read_call(Arena *arena, const char *text, const char **function)
{
    const Token *at = lex(arena, text), *end = last(at);
    if (at->kind != TOKEN_WORD || !token_is(at + 1, "(") || token_skip_brackets(at + 1) != end
        || !token_is(end - 1, ")"))
        return NULL;
    *function = token_text(arena, at, at + 1);
    Value *list = ARENA_NEW(arena, Value);
    list->kind = VALUE_LIST;
    read_items(arena, list, at + 2, end - 1);
    return list;
}

bool value_is_random(const Value *value)
{
    if (value->kind == VALUE_RANDOM || (value->kind == VALUE_REPEAT && value_is_random(value->item)))
        return true;
    for (int i = 0; i < value->items.count; i++)
        if (value_is_random(value->items.items[i]))
            return true;
    return false;
}
