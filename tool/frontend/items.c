#include "items.h"

#include <stdlib.h>
#include <string.h>

#include "decls.h"
#include "link.h"
#include "macros.h"

/* Declarations of the main file whose texts overlap: int a, *b;  typedef struct S {…} T;  They share one Item. */
typedef struct Group {
    unsigned from, to;
    int      order;            /* one use of a macro may make several at one place */
    Item    *item;
    VEC(CXCursor) members;
} Group;

struct Items {
    VEC(Group *) groups;       /* by place, once they are sorted and merged */
};

/* ---- groups ---- */

static void add_group(Front *front, CXCursor cursor)
{
    CXFile   file;
    unsigned from, to;
    if (!front_in_main_file(front, cursor) ||
        !front_extent(front, clang_getCursorExtent(cursor), &file, &from, &to))
        return;
    Group *group = ARENA_NEW(front->arena, Group);
    group->from = from;
    group->to = to;
    group->order = front->items->groups.count;
    VEC_PUSH(front->arena, &group->members, cursor);
    VEC_PUSH(front->arena, &front->items->groups, group);
}

static int by_place(const void *a, const void *b)
{
    const Group *left = *(Group *const *)a, *right = *(Group *const *)b;
    if (left->from != right->from)
        return left->from < right->from ? -1 : 1;
    if (left->to != right->to)
        return left->to < right->to ? -1 : 1;
    return left->order - right->order;
}

static void join(Front *front, Group *to, const Group *more)
{
    if (more->to > to->to)
        to->to = more->to;
    for (int i = 0; i < more->members.count; i++)
        VEC_PUSH(front->arena, &to->members, more->members.items[i]);
}

static void merge(Front *front)
{
    Items *items = front->items;
    if (items->groups.count == 0)
        return;
    qsort(items->groups.items, (size_t)items->groups.count, sizeof(Group *), by_place);
    int kept = 0;
    for (int i = 1; i < items->groups.count; i++) {
        if (items->groups.items[i]->from < items->groups.items[kept]->to)
            join(front, items->groups.items[kept], items->groups.items[i]);
        else
            items->groups.items[++kept] = items->groups.items[i];
    }
    items->groups.count = kept + 1;
}

static bool is_function_definition(const Group *group)
{
    CXCursor last = group->members.items[group->members.count - 1];
    return cursor_is(last, CXCursor_FunctionDecl) && clang_isCursorDefinition(last);
}

/* The end of a group with what libclang leaves out. */
static unsigned end_of(Front *front, int i)
{
    const Items *items = front->items;
    const Group *group = items->groups.items[i];
    size_t       limit = front_file(front, front->main_file)->length;
    if (is_function_definition(group))
        return group->to;
    if (i + 1 < items->groups.count)
        limit = items->groups.items[i + 1]->from;
    return item_end(front, front->main_file, group->to, (unsigned)limit);
}

static void extend(Front *front)
{
    for (int i = 0; i < front->items->groups.count; i++)
        front->items->groups.items[i]->to = end_of(front, i);
}

Items *items_read(Front *front)
{
    front->items = ARENA_NEW(front->arena, Items);
    front->macro_items = cursor_map_new(front->arena);
    front->locals = locals_new(front->arena);
    for (int i = 0; i < decls_count(front); i++) {
        const Decl *decl = decls_at(front, i);
        for (int k = 0; k < decl->all.count; k++)
            add_group(front, decl->all.items[k]);
    }
    merge(front);
    extend(front);
    includes_read(front);
    return front->items;
}

static Group *group_at(const Front *front, unsigned offset)
{
    const Items *items = front->items;
    int low = 0, high = items->groups.count;
    while (low < high) {
        int middle = low + (high - low) / 2;
        if (items->groups.items[middle]->to <= offset)
            low = middle + 1;
        else
            high = middle;
    }
    bool found = low < items->groups.count && items->groups.items[low]->from <= offset;
    return found ? items->groups.items[low] : NULL;
}

/* ---- items ---- */

Item *item_new(Front *front, ItemKind kind, const char *name, int order, Loc loc)
{
    Item *item = ARENA_NEW(front->arena, Item);
    item->kind = kind;
    bool named = name && !strchr(name, '(');      /* libclang says "enum (unnamed at …)" */
    item->name = intern(front->program->names, named ? name : "");
    item->order = order;
    item->loc = loc;
    item->unit = front->number;
    VEC_PUSH(front->arena, &front->program->items, item);
    VEC_PUSH(front->arena, &front->made, item);
    return item;
}

/* The member that names a group best: a function or variable before a typedef before a tag. */
static int weight(CXCursor cursor)
{
    switch (clang_getCursorKind(cursor)) {
    case CXCursor_FunctionDecl: return 4;
    case CXCursor_VarDecl:      return 3;
    case CXCursor_TypedefDecl:  return 2;
    case CXCursor_StructDecl:
    case CXCursor_UnionDecl:    return 1;
    default:                    return 0;
    }
}

static CXCursor leader(const Group *group)
{
    CXCursor best = group->members.items[0];
    for (int i = 1; i < group->members.count; i++)
        if (weight(group->members.items[i]) > weight(best))
            best = group->members.items[i];
    return best;
}

static ItemKind kind_of(CXCursor cursor)
{
    int rank = weight(cursor);
    return rank == 4 ? ITEM_FUNC : rank == 3 ? ITEM_VAR : ITEM_TYPE;
}

static unsigned name_offset(CXCursor cursor)
{
    return front_position(clang_getCursorLocation(cursor)).offset;
}

/* Whether all of it is one use of a macro. */
static bool is_made(Front *front, const Group *group)
{
    const MacroUse *use = front_macro_use(front, front->main_file, group->from);
    return use && use->to >= group->to;
}

static bool ends_in_macro(Front *front, const Group *group)
{
    MacroUses uses = macros_in_range(front, group->from, group->to);
    for (int i = 0; i < uses.count; i++)
        if (uses.items[i]->to == group->to)
            return true;
    return false;
}

static bool is_before_semicolon(Front *front, const Group *group)
{
    size_t      length = front_file(front, front->main_file)->length;
    FrontTokens next = front_tokens_between(front, front->main_file, group->to, (unsigned)length < group->to + 200
                                                                                   ? (unsigned)length : group->to + 200);
    return next.count > 0 && strcmp(next.items[0].text, ";") == 0;
}

/* Whether the group is written down without the macro that makes it. */
static bool is_respelled(Front *front, const Group *group)
{
    return group->members.count > 1 && is_made(front, group) &&
           item_defines_shared(group->members.items, group->members.count);
}

/* Whether the macro's own last token is one. */
static bool makes_semicolon(Front *front, const Group *group)
{
    const MacroUse *use = front_macro_use(front, front->main_file, group->from);
    FrontTokens     body = macros_body(front, use->definition);
    return body.count > 0 && strcmp(body.items[body.count - 1].text, ";") == 0;
}

/* What one use of a macro makes. */
static void set_made_texts(Front *front, Group *group)
{
    Item *item = group->item;
    item->bare = true;
    item->brings = item_defines_static(group->members.items, group->members.count);
    if (is_respelled(front, group))
        item->text = item_text_made(front, group->members.items, group->members.count);
    else if (is_before_semicolon(front, group) && !is_function_definition(group) && !makes_semicolon(front, group))
        item->text = arena_printf(front->arena, "%s;", item->text);
}

static int levels_of(CXType type)
{
    CXType elem = clang_getCanonicalType(type);
    int    levels = 0;
    for (;; levels++) {
        elem = elem.kind == CXType_Pointer ? clang_getPointeeType(elem) : clang_getArrayElementType(elem);
        if (elem.kind == CXType_Invalid)
            return levels;
    }
}

static void set_texts(Front *front, Group *group, CXCursor first)
{
    Item *item = group->item;
    item->text = item_text(front, group->from, group->to, name_offset(first));
    includes_within(front, group->from, group->to, item);
    item->bare = ends_in_macro(front, group) && !is_before_semicolon(front, group);
    if (group->members.count > 1 && is_made(front, group)) {
        set_made_texts(front, group);
        return;
    }
    if (item->is_static || item->kind == ITEM_TYPE)
        return;
    item->prototype = item->kind == ITEM_FUNC ? item_func_prototype(front, first, group->from, group->to)
                                              : item_var_prototype(front, first, group->from, group->to);
}

/* What stands before the name and asks for derivatives is not part of the text, so it is no use. */
static void set_uses(Front *front, Group *group)
{
    Uses uses = uses_new(front, group->item, false);
    bool respelled = is_respelled(front, group);
    for (int i = 0; i < group->members.count; i++) {
        if (respelled && item_defines_shared(group->members.items + i, 1))
            uses_declared(&uses, group->members.items[i]);
        else
            uses_below(&uses, group->members.items[i]);
    }
    bool annotated = strstr(group->item->text, "ADGEN_") != NULL;
    if (!respelled)
        uses_macros(&uses, group->from, group->to, annotated);
    for (int i = 0; i < uses.list.count; i++)
        VEC_PUSH(front->arena, &group->item->uses, uses.list.items[i]);
}

static void set_names(Front *front, const Group *group)
{
    for (int i = 0; i < group->members.count; i++)
        item_declares_cursor(front, group->item, group->members.items[i]);
    if (group->item->is_static && !link_is_one_file(front->link))
        for (int i = 0; i < group->item->names.count; i++)
            group->item->fixed = group->item->fixed ||
                                 macros_named_by_headers(front, group->item->names.items[i].name);
}

/* What another file has for all of the group: the same types under the same names. */
static Item *adopted_item(Front *front, const Group *group)
{
    Item *adopted = NULL;
    for (int i = 0; i < group->members.count; i++) {
        Front   *owner;
        if (cursor_is(group->members.items[i], CXCursor_EnumConstantDecl))
            continue;
        CXCursor theirs = link_type_owner(front, group->members.items[i], &owner);
        Item    *item = owner == front ? NULL : front_item(owner, theirs);
        if (!item || (adopted && item != adopted))
            return NULL;
        adopted = item;
    }
    return adopted;
}

static Item *group_item(Front *front, Group *group)
{
    if (group->item)
        return group->item;
    CXCursor first = leader(group);
    group->item = adopted_item(front, group);
    if (group->item)
        return group->item;
    group->item = item_new(front, kind_of(first), front_spelling(front, first), (int)group->from,
                           front_loc(front, first));
    group->item->is_static = clang_getCursorLinkage(first) == CXLinkage_Internal && group->item->kind != ITEM_TYPE;
    for (int i = 0; i < group->members.count; i++)
        group->item->variables += cursor_is(group->members.items[i], CXCursor_VarDecl);
    if (group->item->kind == ITEM_VAR)
        group->item->levels = levels_of(clang_getCursorType(first));
    set_names(front, group);
    set_texts(front, group, first);
    set_uses(front, group);
    return group->item;
}

/* ---- which declaration an item is made of ---- */

/* A function or variable that a header declares comes with the header, wherever it is defined. */
static CXCursor declaration_to_show(Front *front, CXCursor cursor)
{
    Decl *decl = decls_find(front, cursor);
    if (!decl)
        return cursor;
    bool has_header = cursor_is(cursor, CXCursor_FunctionDecl) || cursor_is(cursor, CXCursor_VarDecl);
    for (int i = 0; has_header && i < decl->all.count; i++)
        if (!front_in_main_file(front, decl->all.items[i]))
            return decl->all.items[i];
    return clang_Cursor_isNull(decl->definition) ? decl->all.items[0] : decl->definition;
}

static Item *item_of_declaration(Front *front, CXCursor cursor)
{
    CXCursor    shown = declaration_to_show(front, cursor);
    Position    at = front_position(clang_getCursorLocation(shown));
    SourceFile *file = front_file(front, at.file);
    if (!file)
        return NULL;
    if (!front_in_main_file(front, shown))
        return include_item(front, file);
    Group *group = group_at(front, at.offset);
    return group ? group_item(front, group) : NULL;
}

/* A declaration at the file level whose text stands inside a function: extern double g(double); */
static bool is_block_scope(CXCursor cursor)
{
    return cursor_is(clang_getCursorLexicalParent(cursor), CXCursor_FunctionDecl);
}

Item *front_item(Front *front, CXCursor declaration)
{
    switch (clang_getCursorKind(declaration)) {
    case CXCursor_MacroDefinition:
        return macro_item(front, declaration);
    case CXCursor_ParmDecl:
        return NULL;
    case CXCursor_EnumConstantDecl:
    case CXCursor_FieldDecl:
        return front_item(front, clang_getCursorSemanticParent(declaration));
    case CXCursor_FunctionDecl:
    case CXCursor_VarDecl:
    case CXCursor_TypedefDecl:
    case CXCursor_StructDecl:
    case CXCursor_UnionDecl:
    case CXCursor_EnumDecl:
        break;
    default:
        return NULL;
    }
    if (front_is_local(declaration) || (!decls_find(front, declaration) && is_block_scope(declaration)))
        return local_item(front, declaration);
    if (cursor_is(declaration, CXCursor_FunctionDecl) && !decls_find(front, declaration))
        return NULL;  /* the compiler's own */
    return item_of_declaration(front, declaration);
}
