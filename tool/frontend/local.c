#include <string.h>

#include "decls.h"
#include "items.h"
#include "macros.h"

/*
 * What is declared inside a function and that generated code needs too: types and static variables.  Their texts move
 * to the file level.  A static variable whose name is taken there gets another; a type whose name is taken is refused.
 */

struct Locals {
    CursorMap *items;       /* canonical declaration -> Item */
    CursorMap *names;       /* static variable, struct without a tag -> its name at the file level */
    StrMap    *tags;        /* tags that were given */
    StrMap    *taken;       /* names at the file level -> the Item that has it ("struct S" for a tag) */
    CursorMap *clashing;    /* enum -> whether one of its enumerators' names is taken */
};

Locals *locals_new(Arena *arena)
{
    Locals *locals = ARENA_NEW(arena, Locals);
    locals->items = cursor_map_new(arena);
    locals->names = cursor_map_new(arena);
    locals->tags = strmap_new(arena);
    locals->taken = strmap_new(arena);
    locals->clashing = cursor_map_new(arena);
    return locals;
}

static bool is_tag(CXCursor cursor)
{
    return cursor_is(cursor, CXCursor_StructDecl) || cursor_is(cursor, CXCursor_UnionDecl) ||
           cursor_is(cursor, CXCursor_EnumDecl);
}

static CXCursor function_of(CXCursor cursor)
{
    while (clang_isDeclaration(clang_getCursorKind(cursor)) && !cursor_is(cursor, CXCursor_FunctionDecl))
        cursor = clang_getCursorLexicalParent(cursor);
    return cursor;
}

/* The outermost type whose text the declaration is part of. */
static CXCursor owner_of(CXCursor cursor)
{
    CXCursor parent = clang_getCursorLexicalParent(cursor);
    while (is_tag(parent)) {
        cursor = parent;
        parent = clang_getCursorLexicalParent(parent);
    }
    return cursor;
}

/* ---- names ---- */

static bool needs_tag(Front *front, CXCursor record)
{
    return !cursor_is(record, CXCursor_EnumDecl) && front_is_local(record) && front_is_unnamed(front, record) &&
           !is_tag(clang_getCursorLexicalParent(record));
}

/* f_line_7, and for a second one of that line f_line_7_2. */
static const char *new_tag(Front *front, CXCursor record)
{
    Arena      *arena = front->arena;
    const char *base = arena_printf(arena, "%s_line_%u", front_spelling(front, function_of(record)),
                                    front_loc(front, record).line);
    const char *tag = base;
    for (int i = 2; strmap_get(front->locals->tags, tag); i++)
        tag = arena_printf(arena, "%s_%d", base, i);
    strmap_put(front->locals->tags, tag, front);
    return intern(front->program->names, tag);
}

const char *local_tag(Front *front, CXCursor record)
{
    if (!needs_tag(front, record))
        return NULL;
    CXCursor    canonical = clang_getCanonicalCursor(record);
    const char *tag = cursor_map_get(front->locals->names, canonical);
    if (!tag) {
        tag = new_tag(front, record);
        cursor_map_put(front->locals->names, canonical, (void *)tag);
    }
    return tag;
}

static bool is_taken(Front *front, const char *name)
{
    return strmap_get(front->locals->taken, name) || decls_named(front, name) ||
           macros_definition_count(front, name) > 0;
}

/* c, or where that is taken the function's name before it: f_c, f_c2 … */
static const char *free_name(Front *front, CXCursor variable)
{
    const char *name = front_spelling(front, variable);
    const char *base = arena_printf(front->arena, "%s_%s", front_spelling(front, function_of(variable)), name);
    for (int i = 1; is_taken(front, name); i++)
        name = i == 1 ? base : arena_printf(front->arena, "%s%d", base, i);
    return intern(front->program->names, name);
}

const char *local_name(Front *front, CXCursor variable)
{
    local_item(front, variable);
    const char *name = cursor_map_get(front->locals->names, clang_getCanonicalCursor(variable));
    return name ? name : front_spelling(front, variable);
}

/* ---- types ---- */

static const char *tag_key(Front *front, CXCursor tag)
{
    return front_string(front, clang_getTypeSpelling(clang_getCursorType(tag)));
}

static bool file_level_has_tag(Front *front, const char *key)
{
    for (int i = 0; i < decls_count(front); i++) {
        CXCursor cursor = decls_at(front, i)->all.items[0];
        if (is_tag(cursor) && tag_key(front, cursor) == key)
            return true;
    }
    return false;
}

static void refuse_name(Front *front, CXCursor cursor, const char *name)
{
    diag_error(front->diag, front_loc(front, cursor), "adgen-local-type",
               "'%s' is declared inside a function and again elsewhere, and generated code needs both", name);
    diag_note(front->diag, front_loc(front, cursor), "declare it once, outside the functions");
}

/* The name that a type takes at the file level; NULL where it has none. */
static const char *key_of(Front *front, CXCursor cursor)
{
    if (!is_tag(cursor))
        return front_spelling(front, cursor);
    return front_is_unnamed(front, cursor) ? NULL : tag_key(front, cursor);
}

static void take_name(Front *front, CXCursor cursor, Item *item)
{
    const char *key = key_of(front, cursor);
    if (!key)
        return;
    bool taken = strmap_get(front->locals->taken, key) != NULL;
    if (taken || (is_tag(cursor) ? file_level_has_tag(front, key) : is_taken(front, key)))
        refuse_name(front, cursor, key);
    strmap_put(front->locals->taken, key, item);
}

bool local_enum_clashes(Front *front, CXCursor enumeration)
{
    static char       yes[] = "yes", no[] = "no";
    CXCursor          canonical = clang_getCanonicalCursor(enumeration);
    const char       *clashes = cursor_map_get(front->locals->clashing, canonical);
    Cursors           children = front_children(front, canonical);
    if (clashes)
        return clashes == yes;
    clashes = no;
    for (int i = 0; i < children.count; i++)
        if (is_taken(front, front_spelling(front, children.items[i])))
            clashes = yes;
    for (int i = 0; i < children.count && clashes == no; i++)
        strmap_put(front->locals->taken, front_spelling(front, children.items[i]), front);
    cursor_map_put(front->locals->clashing, canonical, (void *)clashes);
    return clashes == yes;
}

/* Another function's type of the same name and text, which serves for both; or NULL. */
static Item *same_type(Front *front, CXCursor cursor, const char *text)
{
    const char *key = key_of(front, cursor);
    Item       *other = key ? strmap_get(front->locals->taken, key) : NULL;
    return other && other->kind == ITEM_TYPE && strcmp(other->text, text) == 0 ? other : NULL;
}

/* Whether a macro makes a struct, union or enum, with its first word; and maybe what it is the type of, too. */
static bool is_made(Front *front, CXCursor cursor, CXFile file, unsigned from)
{
    return is_tag(cursor) && front_macro_use(front, file, from);
}

/* struct {…} with the tag that it was given.  Attributes stand before the tag. */
static const char *tagged_text(Front *front, const char *tag, const char *text, bool made)
{
    size_t keyword = made ? strcspn(text, "{") : strcspn(text, " \t\n{");
    while (made && keyword > 0 && text[keyword - 1] == ' ')
        keyword--;
    return arena_printf(front->arena, "%.*s %s%s", (int)keyword, text, tag, text + keyword);
}

static void set_uses(Front *front, Item *item, CXCursor cursor, unsigned from, unsigned to)
{
    Uses uses = uses_new(front, item, true);
    uses_below(&uses, cursor);
    if (front_in_main_file(front, cursor))
        uses_macros(&uses, from, to, true);
    for (int i = 0; i < uses.list.count; i++)
        VEC_PUSH(front->arena, &item->uses, uses.list.items[i]);
    if (uses.local_var)
        diag_error(front->diag, item->loc, "adgen-local-type",
                   "'%s' is declared inside a function in terms of its variables, so it cannot be moved out",
                   item->name);
}

/* The types that a declaration's text defines on the way are known by it: typedef struct {…} T; */
static void claim_members(Front *front, CXCursor cursor, Item *item)
{
    Cursors children = front_children(front, cursor);
    for (int i = 0; i < children.count; i++)
        if (is_tag(children.items[i]) && clang_isCursorDefinition(children.items[i]))
            cursor_map_put(front->locals->items, clang_getCanonicalCursor(children.items[i]), item);
}

static Item *new_type(Front *front, CXCursor cursor, CXFile file, unsigned from, unsigned to)
{
    const char *source = front_file(front, file)->text;
    const char *tag = is_tag(cursor) ? local_tag(front, cursor) : NULL;
    to = item_end(front, file, to, (unsigned)front_file(front, file)->length);
    bool        made = is_made(front, cursor, file, from);
    const char *text = made ? item_text_declared(front, cursor) : arena_strndup(front->arena, source + from, to - from);
    if (tag)
        text = tagged_text(front, tag, text, made);
    Item *item = same_type(front, cursor, text);
    bool  is_new = !item;
    if (is_new) {
        const char *name = tag ? tag : front_spelling(front, cursor);
        item = item_new(front, ITEM_TYPE, name, (int)from, front_loc(front, cursor));
    }
    cursor_map_put(front->locals->items, clang_getCanonicalCursor(cursor), item);
    claim_members(front, cursor, item);
    if (!is_new)
        return item;
    item->text = text;
    item_declares_cursor(front, item, cursor);
    if (tag)
        item_declares(front, item, arena_printf(front->arena, cursor_is(cursor, CXCursor_UnionDecl) ? "union %s"
                                                                                                    : "struct %s", tag),
                      NULL);
    take_name(front, cursor, item);
    if (cursor_is(cursor, CXCursor_EnumDecl) && local_enum_clashes(front, cursor))
        refuse_name(front, cursor, "enum");
    set_uses(front, item, cursor, from, made ? from : to);
    return item;
}

/* ---- variables and functions ---- */

/* The whole declaration that starts here, up to its semicolon. */
static FrontTokens whole_declaration(Front *front, CXCursor cursor, unsigned from, unsigned *to)
{
    CXFile   file;
    unsigned begin, end;
    FrontTokens none = { NULL, 0 };
    if (!front_extent(front, clang_getCursorExtent(function_of(cursor)), &file, &begin, &end))
        return none;
    FrontTokens tokens = front_tokens_between(front, file, from, end);
    int depth = 0, count = 0;
    for (; count < tokens.count; count++) {
        char c = tokens.items[count].text[0];
        depth += c == '{' || c == '(' ? 1 : c == '}' || c == ')' ? -1 : 0;
        if (depth == 0 && c == ';')
            break;
    }
    *to = count < tokens.count ? tokens.items[count].offset : end;
    return (FrontTokens){ tokens.items, count };
}

typedef struct Siblings {
    Front  *front;
    Item   *item;
    StrMap *renamed;
    unsigned from, to;
} Siblings;

/* Every variable of the same declaration. */
static enum CXChildVisitResult add_sibling(CXCursor cursor, CXCursor parent, CXClientData data)
{
    Siblings *all = data;
    Front    *front = all->front;
    (void)parent;
    if (!cursor_is(cursor, CXCursor_VarDecl))
        return CXChildVisit_Recurse;
    unsigned at = front_position(clang_getCursorLocation(cursor)).offset;
    if (at < all->from || at >= all->to)
        return CXChildVisit_Continue;
    const char *name = free_name(front, cursor);
    if (name != front_spelling(front, cursor))
        strmap_put(all->renamed, front_spelling(front, cursor), (void *)name);
    item_declares(front, all->item, name, NULL);
    strmap_put(front->locals->taken, name, all->item);
    cursor_map_put(front->locals->names, clang_getCanonicalCursor(cursor), (void *)name);
    cursor_map_put(front->locals->items, clang_getCanonicalCursor(cursor), all->item);
    return CXChildVisit_Continue;
}

static Item *new_static(Front *front, CXCursor cursor, unsigned from)
{
    Item *item = item_new(front, ITEM_VAR, front_spelling(front, cursor), (int)from, front_loc(front, cursor));
    item->is_static = true;
    Siblings    all = { front, item, strmap_new(front->arena), from, from };
    FrontTokens tokens = whole_declaration(front, cursor, from, &all.to);
    clang_visitChildren(function_of(cursor), add_sibling, &all);
    SourceFile *file = front_file(front, front_position(clang_getCursorLocation(cursor)).file);
    item->text = item_text_renamed(front, file, tokens, all.to, all.renamed);
    item->name = cursor_map_get(front->locals->names, clang_getCanonicalCursor(cursor));
    set_uses(front, item, cursor, from, all.to);
    item->owner = front_item(front, function_of(cursor));
    return item;
}

static Item *new_extern(Front *front, CXCursor cursor, unsigned from, unsigned to)
{
    ItemKind kind = cursor_is(cursor, CXCursor_FunctionDecl) ? ITEM_FUNC : ITEM_VAR;
    Item    *item = item_new(front, kind, front_spelling(front, cursor), (int)from, front_loc(front, cursor));
    cursor_map_put(front->locals->items, clang_getCanonicalCursor(cursor), item);
    item->text = front_text(front, clang_getCursorExtent(cursor));
    item->prototype = item->text;
    item_declares_cursor(front, item, cursor);
    set_uses(front, item, cursor, from, to);
    return item;
}

static Item *make_item(Front *front, CXCursor cursor)
{
    CXFile   file;
    unsigned from, to;
    if (!front_extent(front, clang_getCursorExtent(cursor), &file, &from, &to))
        return NULL;
    if (cursor_is(cursor, CXCursor_TypedefDecl) || is_tag(cursor))
        return new_type(front, cursor, file, from, to);
    if (!front_is_local(cursor))
        return new_extern(front, cursor, from, to);
    return clang_Cursor_getStorageClass(cursor) == CX_SC_Static ? new_static(front, cursor, from) : NULL;
}

Item *local_item(Front *front, CXCursor declaration)
{
    CXCursor owner = clang_getCanonicalCursor(is_tag(declaration) ? owner_of(declaration) : declaration);
    Item    *item = cursor_map_get(front->locals->items, owner);
    return item ? item : make_item(front, owner);
}
