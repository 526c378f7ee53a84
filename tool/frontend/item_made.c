#include <string.h>

#include "base/text.h"
#include "items.h"

/*
 * The text of declarations that one use of a macro makes.  Where a definition is among them that the other translation
 * unit has as well, the use cannot be copied; what it makes is written down without the macro.
 */

static bool is_record(CXCursor cursor)
{
    return cursor_is(cursor, CXCursor_StructDecl) || cursor_is(cursor, CXCursor_UnionDecl);
}

static bool is_object(CXCursor cursor)
{
    return cursor_is(cursor, CXCursor_FunctionDecl) || cursor_is(cursor, CXCursor_VarDecl);
}

static bool is_external(CXCursor cursor)
{
    return is_object(cursor) && clang_getCursorLinkage(cursor) != CXLinkage_Internal;
}

bool item_defines_shared(const CXCursor *members, int count)
{
    for (int i = 0; i < count; i++)
        if (is_external(members[i]) && clang_isCursorDefinition(members[i]))
            return true;
    return false;
}

bool item_defines_static(const CXCursor *members, int count)
{
    int names = 0, statics = 0;
    for (int i = 0; i < count; i++) {
        bool is_first = !is_object(members[i]) || clang_equalCursors(clang_getCanonicalCursor(members[i]), members[i]);
        names += is_first && !cursor_is(members[i], CXCursor_EnumConstantDecl);
        statics += is_object(members[i]) && !is_external(members[i]);
    }
    return statics > 0 && names > 1;
}

static const char *pretty(Front *front, CXCursor cursor, bool whole)
{
    CXPrintingPolicy policy = clang_getCursorPrintingPolicy(cursor);
    clang_PrintingPolicy_setProperty(policy, CXPrintingPolicy_TerseOutput, !whole);
    clang_PrintingPolicy_setProperty(policy, CXPrintingPolicy_SuppressInitializers, !whole);
    const char *text = front_string(front, clang_getCursorPrettyPrinted(cursor, policy));
    clang_PrintingPolicy_dispose(policy);
    return text;
}

const char *item_text_declared(Front *front, CXCursor declaration)
{
    return pretty(front, declaration, true);
}

/* libclang gives it the name of its typedef, or "struct (unnamed at …)". */
static bool is_unnamed(Front *front, CXCursor record)
{
    const char *spelling = front_string(front, clang_getTypeSpelling(clang_getCursorType(record)));
    bool        has_tag = strncmp(spelling, "struct ", 7) == 0 || strncmp(spelling, "union ", 6) == 0;
    return !has_tag || strchr(spelling, '(') != NULL;
}

typedef struct Unnamed {
    const char *body;      /* struct {…}; NULL: there is none */
    const char *name;      /* what stands for it in what is printed of those that use it: struct name, or a place */
} Unnamed;

static Unnamed unnamed(Front *front, CXCursor record)
{
    Unnamed     found = { pretty(front, record, true), NULL };
    const char *spelling = front_string(front, clang_getTypeSpelling(clang_getCursorType(record)));
    const char *keyword = cursor_is(record, CXCursor_UnionDecl) ? "union" : "struct";
    bool        placed = strchr(spelling, '(') != NULL;
    found.name = placed ? spelling : arena_printf(front->arena, "%s %s", keyword, front_spelling(front, record));
    return found;
}

/* typedef struct name name -> typedef struct {…} name */
static const char *with_record(Front *front, const char *text, Unnamed record)
{
    const char *at = record.body ? strstr(text, record.name) : NULL;
    if (!at)
        return text;
    return arena_printf(front->arena, "%.*s%s%s", (int)(at - text), text, record.body, at + strlen(record.name));
}

static const char *member_text(Front *front, CXCursor member, Unnamed record)
{
    if (!is_external(member))
        return with_record(front, pretty(front, member, true), record);
    const char *text = pretty(front, member, false);
    bool        defines = cursor_is(member, CXCursor_VarDecl) && clang_isCursorDefinition(member);
    return defines ? arena_printf(front->arena, "extern %s", with_record(front, text, record)) : text;
}

static bool ends_in_body(const char *text)
{
    size_t length = strlen(text);
    while (length > 0 && strchr(" \n", text[length - 1]))
        length--;
    return length > 0 && text[length - 1] == '}';
}

static void add_member(Text *text, CXCursor member, const char *own)
{
    size_t length = strlen(own);
    bool   is_body = cursor_is(member, CXCursor_FunctionDecl) && ends_in_body(own);
    while (length > 0 && own[length - 1] == '\n')
        length--;
    text_puts(text, text->length > 0 ? "\n" : "");
    text_write(text, own, length);
    text_puts(text, is_body ? "" : ";");
}

const char *item_text_made(Front *front, const CXCursor *members, int count)
{
    Text    text = {0};
    Unnamed record = { NULL, NULL };
    for (int i = 0; i < count; i++) {
        if (is_record(members[i]) && is_unnamed(front, members[i]))
            record = unnamed(front, members[i]);
        else if (!cursor_is(members[i], CXCursor_EnumConstantDecl))
            add_member(&text, members[i], member_text(front, members[i], record));
    }
    const char *kept = arena_strdup(front->arena, text_cstr(&text));
    text_free(&text);
    return kept;
}
