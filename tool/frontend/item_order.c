#include <stdlib.h>
#include <string.h>

#include "items.h"
#include "link.h"

/*
 * The order of items.  In one file it is that of the source.  Of several, the includes of all come first, with what
 * headers need (macros that choose what they declare), so that nothing of one file stands before a header of another.
 */

/* ---- names ---- */

void item_declares(Front *front, Item *item, const char *name, const char *macro)
{
    Declares declares = { name, macro };
    if (!link_is_one_file(front->link) && name && name[0])
        VEC_PUSH(front->arena, &item->names, declares);
}

static bool is_tag(CXCursor cursor)
{
    return cursor_is(cursor, CXCursor_StructDecl) || cursor_is(cursor, CXCursor_UnionDecl) ||
           cursor_is(cursor, CXCursor_EnumDecl);
}

typedef struct Naming {
    Front *front;
    Item  *item;
} Naming;

static enum CXChildVisitResult name_inner(CXCursor cursor, CXCursor parent, CXClientData data)
{
    Naming *naming = data;
    (void)parent;
    if (!is_tag(cursor) && !cursor_is(cursor, CXCursor_EnumConstantDecl))
        return CXChildVisit_Continue;
    item_declares_cursor(naming->front, naming->item, cursor);
    return CXChildVisit_Continue;
}

/* A tag that is only declared takes no name away from others. */
void item_declares_cursor(Front *front, Item *item, CXCursor declaration)
{
    Naming naming = { front, item };
    if (link_is_one_file(front->link))
        return;
    if (!is_tag(declaration)) {
        item_declares(front, item, front_spelling(front, declaration), NULL);
        return;
    }
    if (!clang_isCursorDefinition(declaration))
        return;
    const char *tag = front_string(front, clang_getTypeSpelling(clang_getCursorType(declaration)));
    if (!strchr(tag, '(') && strchr(tag, ' '))
        item_declares(front, item, tag, NULL);
    clang_visitChildren(declaration, name_inner, &naming);
}

/* ---- several files ---- */

typedef struct Ranking {
    Map *ranks;         /* Item -> its Rank */
    int  next;
    Arena *arena;
} Ranking;

typedef struct Rank {
    int number;
} Rank;

static int by_order(const void *a, const void *b)
{
    const Item *left = *(Item *const *)a, *right = *(Item *const *)b;
    if (left->order != right->order)
        return left->order < right->order ? -1 : 1;
    return strcmp(left->text, right->text);
}

static void sort(Item **items, int count)
{
    if (count > 1)
        qsort(items, (size_t)count, sizeof *items, by_order);
}

/* What an item needs stands before it.  Items with a negative order have their place. */
static void rank(Ranking *to, Item *item)
{
    if (item->order < 0 || map_get(to->ranks, item))
        return;
    Rank *made = ARENA_NEW(to->arena, Rank);
    map_put(to->ranks, item, made);
    sort(item->uses.items, item->uses.count);
    for (int i = 0; i < item->uses.count; i++)
        rank(to, item->uses.items[i]);
    made->number = to->next++;
}

static bool is_needed_first(const Item *item)
{
    return item->kind == ITEM_TYPE || item->kind == ITEM_MACRO || item->kind == ITEM_INCLUDE;
}

/* The items of one file come in their own order; only a type that it shares with a later file must be there before. */
static void rank_in_place(Ranking *to, Item *item, int unit)
{
    if (item->order < 0 || map_get(to->ranks, item))
        return;
    Rank *made = ARENA_NEW(to->arena, Rank);
    map_put(to->ranks, item, made);
    for (int i = 0; i < item->uses.count; i++)
        if (item->uses.items[i]->unit != unit && is_needed_first(item->uses.items[i]))
            rank_in_place(to, item->uses.items[i], unit);
    made->number = to->next++;
}

static void renumber(Link *link)
{
    Ranking ranking = { map_new(link->arena), 0, link->arena };
    for (int i = 0; i < link->fronts.count; i++) {
        Front *front = link->fronts.items[i];
        sort(front->made.items, front->made.count);
        for (int k = 0; k < front->made.count; k++)
            if (front->made.items[k]->kind == ITEM_INCLUDE)
                rank(&ranking, front->made.items[k]);
    }
    for (int i = 0; i < link->fronts.count; i++) {
        Front *front = link->fronts.items[i];
        for (int k = 0; k < front->made.count; k++)
            rank_in_place(&ranking, front->made.items[k], i);
    }
    Program *program = link->fronts.items[0]->program;
    for (int i = 0; i < program->items.count; i++) {
        const Rank *made = map_get(ranking.ranks, program->items.items[i]);
        if (made)
            program->items.items[i]->order = made->number;
    }
}

void items_sort(Link *link)
{
    Program *program = link->fronts.items[0]->program;
    if (!link_is_one_file(link))
        renumber(link);
    sort(program->items.items, program->items.count);
}
