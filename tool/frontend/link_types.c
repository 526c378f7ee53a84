#include <string.h>

#include "link.h"

/*
 * Types of several files: compatible where the same members stand in the same order under the same tag (C11 6.2.7).
 */

typedef struct TypeEntry {
    Front   *front;
    CXCursor cursor;                /* a definition */
} TypeEntry;

typedef struct TypeList {
    VEC(TypeEntry) list;            /* in the order of the files */
} TypeList;

/* ---- names ---- */

static bool is_tag(CXCursor cursor)
{
    return cursor_is(cursor, CXCursor_StructDecl) || cursor_is(cursor, CXCursor_UnionDecl) ||
           cursor_is(cursor, CXCursor_EnumDecl);
}

/* "struct S"; of a struct that only a typedef names its kind and that name; NULL for one without any name. */
static const char *key_of(Front *front, CXCursor cursor)
{
    if (cursor_is(cursor, CXCursor_TypedefDecl))
        return arena_printf(front->arena, "typedef %s", front_spelling(front, cursor));
    const char *name = front_string(front, clang_getTypeSpelling(clang_getCursorType(cursor)));
    if (!is_tag(cursor) || strchr(name, '('))
        return NULL;
    return strchr(name, ' ') ? name : arena_printf(front->arena, "untagged %s", name);
}

/* ---- reading ---- */

static void add_type(Link *link, Front *front, CXCursor cursor)
{
    const char *key = key_of(front, cursor);
    if (!key)
        return;
    TypeList *types = strmap_get(link->types, key);
    if (!types) {
        types = ARENA_NEW(link->arena, TypeList);
        strmap_put(link->types, key, types);
    }
    TypeEntry entry = { front, cursor };
    VEC_PUSH(link->arena, &types->list, entry);
}

/* A struct defined inside another one is known in the whole file, too. */
static enum CXChildVisitResult visit(CXCursor cursor, CXCursor parent, CXClientData data)
{
    Front *front = data;
    (void)parent;
    if (!is_tag(cursor) || !clang_isCursorDefinition(cursor))
        return CXChildVisit_Continue;
    add_type(front->link, front, cursor);
    return CXChildVisit_Recurse;
}

void link_add_types(Link *link, Front *front)
{
    for (int i = 0; i < decls_count(front); i++) {
        CXCursor first = decls_at(front, i)->all.items[0], definition = decls_at(front, i)->definition;
        if (cursor_is(first, CXCursor_TypedefDecl)) {
            add_type(link, front, first);
        } else if (is_tag(first) && !clang_Cursor_isNull(definition)) {
            visit(definition, first, front);
            clang_visitChildren(definition, visit, front);
        }
    }
}

/* ---- comparing ---- */

typedef struct Members {
    Arena *arena;
    VEC(CXCursor) list;
} Members;

static enum CXVisitorResult add_member(CXCursor cursor, CXClientData data)
{
    Members *members = data;
    VEC_PUSH(members->arena, &members->list, cursor);
    return CXVisit_Continue;
}

static bool same_name(CXString a, CXString b)
{
    const char *left = clang_getCString(a), *right = clang_getCString(b);
    bool        unnamed = left && right && strchr(left, '(') && strchr(right, '(');
    bool        same = unnamed || (left && right && strcmp(left, right) == 0);
    clang_disposeString(a);
    clang_disposeString(b);
    return same;
}

static bool same_member(Link *link, CXCursor a, CXCursor b)
{
    Front *front = link->fronts.items[0];
    return same_name(clang_getCursorSpelling(a), clang_getCursorSpelling(b)) &&
           clang_getFieldDeclBitWidth(a) == clang_getFieldDeclBitWidth(b) &&
           front_annotated(front, a, "inactive") == front_annotated(front, b, "inactive") &&
           link_same_type(link, clang_getCursorType(a), clang_getCursorType(b));
}

static bool is_assumed(const Link *link, CXCursor a, CXCursor b)
{
    for (int i = 0; i < link->twins.count; i++)
        if (clang_equalCursors(link->twins.items[i].a, a) && clang_equalCursors(link->twins.items[i].b, b))
            return true;
    return false;
}

/* Records that refer to themselves are the same if all else is. */
static bool same_members(Link *link, CXCursor a, CXCursor b)
{
    Members mine = { .arena = link->arena }, theirs = { .arena = link->arena };
    Twins   twins = { a, b };
    int     before = link->twins.count;
    clang_Type_visitFields(clang_getCursorType(a), add_member, &mine);
    clang_Type_visitFields(clang_getCursorType(b), add_member, &theirs);
    VEC_PUSH(link->arena, &link->twins, twins);
    bool same = mine.list.count == theirs.list.count;
    for (int i = 0; same && i < mine.list.count; i++)
        same = same_member(link, mine.list.items[i], theirs.list.items[i]);
    if (!same)
        link->twins.count = before;
    return same;
}

static bool same_enumerators(Link *link, CXCursor a, CXCursor b)
{
    Front  *front = link->fronts.items[0];
    Cursors mine = front_children(front, a), theirs = front_children(front, b);
    if (mine.count != theirs.count)
        return false;
    for (int i = 0; i < mine.count; i++)
        if (!same_name(clang_getCursorSpelling(mine.items[i]), clang_getCursorSpelling(theirs.items[i])) ||
            clang_getEnumConstantDeclValue(mine.items[i]) != clang_getEnumConstantDeclValue(theirs.items[i]))
            return false;
    return true;
}

/* Of one that is only declared no more is known than its tag. */
static bool same_tag(Link *link, CXType a, CXType b)
{
    CXCursor mine = clang_getCursorDefinition(clang_getTypeDeclaration(a));
    CXCursor theirs = clang_getCursorDefinition(clang_getTypeDeclaration(b));
    if (!same_name(clang_getTypeSpelling(clang_getUnqualifiedType(a)),
                   clang_getTypeSpelling(clang_getUnqualifiedType(b))))
        return false;
    if (clang_isInvalid(clang_getCursorKind(mine)) || clang_isInvalid(clang_getCursorKind(theirs)))
        return true;
    if (clang_getCursorKind(mine) != clang_getCursorKind(theirs))
        return false;
    if (is_assumed(link, mine, theirs))
        return true;
    return cursor_is(mine, CXCursor_EnumDecl) ? same_enumerators(link, mine, theirs)
                                              : same_members(link, mine, theirs);
}

static bool same_function(Link *link, CXType a, CXType b)
{
    int count = clang_getNumArgTypes(a);
    if (count != clang_getNumArgTypes(b) || clang_isFunctionTypeVariadic(a) != clang_isFunctionTypeVariadic(b) ||
        !link_same_type(link, clang_getResultType(a), clang_getResultType(b)))
        return false;
    for (int i = 0; i < count; i++)
        if (!link_same_type(link, clang_getUnqualifiedType(clang_getArgType(a, (unsigned)i)),
                            clang_getUnqualifiedType(clang_getArgType(b, (unsigned)i))))
            return false;
    return true;
}

static bool is_array(CXType type)
{
    return clang_getArrayElementType(type).kind != CXType_Invalid;
}

/* A length that is not known here is no contradiction. */
static bool same_array(Link *link, CXType a, CXType b)
{
    bool known = a.kind == CXType_ConstantArray && b.kind == CXType_ConstantArray;
    return (!known || clang_getArraySize(a) == clang_getArraySize(b)) &&
           link_same_type(link, clang_getArrayElementType(a), clang_getArrayElementType(b));
}

/* An enum is compatible with the integer type behind it. */
static CXType number_behind(CXType type)
{
    return clang_getCanonicalType(clang_getEnumDeclIntegerType(clang_getTypeDeclaration(type)));
}

bool link_same_type(Link *link, CXType a, CXType b)
{
    a = clang_getCanonicalType(a);
    b = clang_getCanonicalType(b);
    if (clang_isConstQualifiedType(a) != clang_isConstQualifiedType(b) ||
        clang_isVolatileQualifiedType(a) != clang_isVolatileQualifiedType(b))
        return false;
    if (is_array(a) && is_array(b))
        return same_array(link, a, b);
    if (a.kind == CXType_Enum && b.kind != CXType_Enum)
        a = number_behind(a);
    if (b.kind == CXType_Enum && a.kind != CXType_Enum)
        b = number_behind(b);
    if (a.kind != b.kind)
        return false;
    switch (a.kind) {
    case CXType_Pointer:         return link_same_type(link, clang_getPointeeType(a), clang_getPointeeType(b));
    case CXType_Record:
    case CXType_Enum:            return same_tag(link, a, b);
    case CXType_FunctionProto:
    case CXType_FunctionNoProto: return same_function(link, a, b);
    default:                     return same_name(clang_getTypeSpelling(clang_getUnqualifiedType(a)),
                                                  clang_getTypeSpelling(clang_getUnqualifiedType(b)));
    }
}

/* ---- asking ---- */

/* Whether the declaration may stand for the entry's definition.  A typedef's type is looked at as a whole. */
static bool is_same_declaration(Link *link, CXCursor cursor, CXCursor other)
{
    return clang_equalCursors(clang_getCanonicalCursor(cursor), clang_getCanonicalCursor(other)) ||
           (clang_getCursorKind(cursor) == clang_getCursorKind(other) &&
            link_same_type(link, clang_getCursorType(cursor), clang_getCursorType(other)));
}

static const TypeEntry *first_same(Link *link, const TypeList *types, CXCursor cursor, bool in_header)
{
    for (int i = 0; i < types->list.count; i++) {
        const TypeEntry *entry = &types->list.items[i];
        if (front_in_main_file(entry->front, entry->cursor) != in_header &&
            is_same_declaration(link, cursor, entry->cursor))
            return entry;
    }
    return NULL;
}

CXCursor link_type_owner(Front *front, CXCursor declaration, Front **owner)
{
    Link *link = front->link;
    *owner = front;
    if (link_is_one_file(link) || front_is_local(declaration))
        return declaration;
    const char     *key = key_of(front, declaration);
    const TypeList *types = key ? strmap_get(link->types, key) : NULL;
    if (!types)
        return declaration;
    const TypeEntry *entry = first_same(link, types, declaration, true);
    if (!entry)
        entry = first_same(link, types, declaration, false);
    if (!entry || entry->front == front)
        return declaration;
    *owner = entry->front;
    return entry->cursor;
}
