#include "items.h"

#include <string.h>

#include "macros.h"

/* ---- gathering ---- */

Uses uses_new(Front *front, Item *self, bool locals)
{
    return (Uses){ .front = front, .self = self, .seen = map_new(front->arena), .locals = locals };
}

void uses_add(Uses *uses, Item *item)
{
    if (!item || item == uses->self || map_get(uses->seen, item))
        return;
    map_put(uses->seen, item, item);
    VEC_PUSH(uses->front->arena, &uses->list, item);
}

static void add_reference(Uses *uses, CXCursor cursor)
{
    CXCursor declaration = clang_getCursorReferenced(cursor);
    if (!clang_isDeclaration(clang_getCursorKind(declaration)))
        return;
    bool local = cursor_is(declaration, CXCursor_ParmDecl) || front_is_local(declaration);
    if (local && cursor_is(cursor, CXCursor_DeclRefExpr) && !cursor_is(declaration, CXCursor_EnumConstantDecl))
        uses->local_var = true;
    if (!local || uses->locals)
        uses_add(uses, front_item(uses->front, declaration));
}

static enum CXChildVisitResult visit(CXCursor cursor, CXCursor parent, CXClientData data)
{
    (void)parent;
    if (cursor_is(cursor, CXCursor_TypeRef) || cursor_is(cursor, CXCursor_DeclRefExpr))
        add_reference(data, cursor);
    return CXChildVisit_Recurse;
}

void uses_below(Uses *uses, CXCursor cursor)
{
    visit(cursor, cursor, uses);
    clang_visitChildren(cursor, visit, uses);
}

void uses_declared(Uses *uses, CXCursor declaration)
{
    Cursors children = front_children(uses->front, declaration);
    for (int i = 0; i < children.count; i++)
        if (!cursor_is(children.items[i], CXCursor_CompoundStmt) &&
            !clang_isExpression(clang_getCursorKind(children.items[i])))
            uses_below(uses, children.items[i]);
}

static void add_macro(void *data, CXCursor definition)
{
    Uses *uses = data;
    uses_add(uses, macro_item(uses->front, definition));
}

void uses_macros(Uses *uses, unsigned from, unsigned to, bool annotations)
{
    macros_needed(uses->front, from, to, annotations, add_macro, uses);
}

void uses_macro(Uses *uses, const MacroUse *use)
{
    macros_needed_by(uses->front, use, add_macro, uses);
}

void front_uses(Front *front, CXCursor cursor, ItemList *list)
{
    Uses     uses = uses_new(front, NULL, true);
    CXFile   file;
    unsigned from, to;
    uses_below(&uses, cursor);
    if (front_extent(front, clang_getCursorExtent(cursor), &file, &from, &to) &&
        clang_File_isEqual(file, front->main_file))
        uses_macros(&uses, from, to, true);
    for (int i = 0; i < uses.list.count; i++)
        VEC_PUSH(front->arena, &list->list, uses.list.items[i]);
}

/* ---- macros as items ---- */

static const char *directive_text(Front *front, CXCursor definition, unsigned *start)
{
    CXFile   file;
    unsigned from, to;
    if (!front_extent(front, clang_getCursorExtent(definition), &file, &from, &to))
        return NULL;
    const char *text = front_file(front, file)->text;
    while (from > 0 && text[from] != '#' && text[from - 1] != '\n')
        from--;
    *start = from;
    return arena_strndup(front->arena, text + from, to - from);
}

/* Names in a macro's body that are macros themselves, and always the same; what else it names is seen where it is used. */
static void add_body_macros(Uses *uses, CXCursor definition)
{
    FrontTokens body = macros_body(uses->front, definition);
    for (int i = 0; i < body.count; i++) {
        CXCursor named = macros_definition(uses->front, body.items[i].text);
        bool     is_word = body.items[i].kind == CXToken_Identifier || body.items[i].kind == CXToken_Keyword;
        if (is_word && history_is_single(uses->front, named))
            uses_add(uses, macro_item(uses->front, named));
    }
}

/* What a header or an option has defined under the name is undefined first. */
static const char *definition_text(Front *front, CXCursor definition, const char *text)
{
    if (!history_replaces(front, definition))
        return text;
    return arena_printf(front->arena, "#undef %s\n%s", front_spelling(front, definition), text);
}

static Item *new_macro(Front *front, CXCursor definition, const char *text, int order)
{
    const char *name = front_spelling(front, definition);
    Loc         loc = front_loc(front, definition);
    Item *item = item_new(front, ITEM_MACRO, name, order, loc);
    item->text = definition_text(front, definition, text);
    item->passes = history_passes(front, definition);
    item_declares(front, item, name, item->text);
    cursor_map_put(front->macro_items, definition, item);
    Uses uses = uses_new(front, item, false);
    add_body_macros(&uses, definition);
    for (int i = 0; i < uses.list.count; i++)
        VEC_PUSH(front->arena, &item->uses, uses.list.items[i]);
    return item;
}

enum { ORDER_OF_OPTIONS = -100000 };

Item *macro_item(Front *front, CXCursor definition)
{
    if (clang_Cursor_isNull(definition))
        return NULL;
    Item *item = cursor_map_get(front->macro_items, definition);
    if (item)
        return item;
    SourceFile *file = front_file(front, front_position(clang_getCursorLocation(definition)).file);
    if (!file) {
        const char *text = macros_option(front, front_spelling(front, definition));
        return text ? new_macro(front, definition, text, ORDER_OF_OPTIONS) : NULL;
    }
    if (!front_in_main_file(front, definition))
        return include_item(front, file);
    unsigned    start = 0;
    const char *text = directive_text(front, definition, &start);
    return text ? new_macro(front, definition, text, (int)start) : NULL;
}
