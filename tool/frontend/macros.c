#include "macros.h"

#include "link.h"

#include <stdlib.h>
#include <string.h>

typedef struct Definition {
    CXCursor cursor;      /* the last one */
    int      count;
} Definition;

struct Macros {
    StrMap *definitions;                  /* name -> Definition */
    Map    *uses;                         /* the use's first byte in its file's text -> MacroUse */
    VEC(const MacroUse *) in_main_file;   /* by place */
    VEC(const MacroUse *) in_headers;     /* of what the main file defines */
    VEC(CXCursor) of_headers;             /* definitions in headers that are not the system's */
    int place;                            /* how far the main file has been read */
};

/* ---- reading ---- */

static void add_definition(Front *front, CXCursor cursor)
{
    const char *name = front_spelling(front, cursor);
    Definition *definition = strmap_get(front->macros->definitions, name);
    if (!definition) {
        definition = ARENA_NEW(front->arena, Definition);
        strmap_put(front->macros->definitions, name, definition);
    }
    definition->cursor = cursor;
    definition->count++;
    history_define(front, cursor, front->macros->place);
    CXSourceLocation at = clang_getCursorLocation(cursor);
    if (front_position(at).file && !front_in_main_file(front, cursor) && !clang_Location_isInSystemHeader(at))
        VEC_PUSH(front->arena, &front->macros->of_headers, cursor);
}

const char *macros_option(Front *front, const char *name)
{
    size_t length = strlen(name);
    for (int i = front->input->arg_count - 1; i >= 0; i--) {
        const char *arg = front->input->args[i];
        if (strcmp(arg, "-D") == 0 && i + 1 < front->input->arg_count)
            arg = front->input->args[i + 1];
        else if (strncmp(arg, "-D", 2) == 0)
            arg += 2;
        else
            continue;
        if (strncmp(arg, name, length) != 0 || (arg[length] != '=' && arg[length] != '(' && arg[length] != '\0'))
            continue;
        const char *equals = strchr(arg, '=');
        if (!equals)
            return arena_printf(front->arena, "#define %s 1", arg);
        return arena_printf(front->arena, "#define %.*s %s", (int)(equals - arg), arg, equals + 1);
    }
    return NULL;
}

/* By the main file, or for it by -D. */
static bool defined_by_main_file(Front *front, CXCursor definition)
{
    if (clang_Cursor_isNull(definition))
        return false;
    if (front_in_main_file(front, definition))
        return true;
    return !front_position(clang_getCursorLocation(definition)).file &&
           macros_option(front, front_spelling(front, definition));
}

static void add_use(Front *front, CXCursor cursor)
{
    CXSourceRange extent = clang_getCursorExtent(cursor);
    Position      from = front_position(clang_getRangeStart(extent));
    if (!from.file)
        return;
    MacroUse *use = ARENA_NEW(front->arena, MacroUse);
    use->name = front_spelling(front, cursor);
    use->file = from.file;
    use->from = from.offset;
    use->to = front_position(clang_getRangeEnd(extent)).offset;
    use->place = front->macros->place;
    use->definition = clang_getCursorReferenced(cursor);
    if (clang_isInvalid(clang_getCursorKind(use->definition)))
        use->definition = clang_getNullCursor();
    use->function_like = use->to - use->from > strlen(use->name);
    map_put(front->macros->uses, front_file(front, use->file)->text + use->from, use);
    if (clang_File_isEqual(use->file, front->main_file))
        VEC_PUSH(front->arena, &front->macros->in_main_file, use);
    else if (defined_by_main_file(front, use->definition))
        VEC_PUSH(front->arena, &front->macros->in_headers, use);
}

static void add_undefs(Front *front, CXFile header)
{
    if (header && !clang_Location_isInSystemHeader(clang_getLocationForOffset(front->unit, header, 0)))
        history_read_undefs(front, header, front->macros->place);
}

static enum CXChildVisitResult visit(CXCursor cursor, CXCursor parent, CXClientData data)
{
    Front *front = data;
    (void)parent;
    if (front_in_main_file(front, cursor) && clang_isPreprocessing(clang_getCursorKind(cursor)))
        front->macros->place = (int)front_position(clang_getCursorLocation(cursor)).offset;
    if (cursor_is(cursor, CXCursor_MacroDefinition))
        add_definition(front, cursor);
    else if (cursor_is(cursor, CXCursor_MacroExpansion))
        add_use(front, cursor);
    else if (cursor_is(cursor, CXCursor_InclusionDirective))
        add_undefs(front, clang_getIncludedFile(cursor));
    return CXChildVisit_Continue;
}

static int by_place(const void *a, const void *b)
{
    const MacroUse *const *left = a, *const *right = b;
    return ((*left)->from > (*right)->from) - ((*left)->from < (*right)->from);
}

Macros *macros_read(Front *front)
{
    Macros *macros = ARENA_NEW(front->arena, Macros);
    macros->definitions = strmap_new(front->arena);
    macros->uses = map_new(front->arena);
    macros->place = PLACE_OF_OPTIONS;
    front->macros = macros;
    front->history = history_new(front->arena);
    clang_visitChildren(clang_getTranslationUnitCursor(front->unit), visit, front);
    history_read_undefs(front, front->main_file, 0);
    if (macros->in_main_file.count > 0)
        qsort(macros->in_main_file.items, (size_t)macros->in_main_file.count, sizeof(MacroUse *), by_place);
    return macros;
}

/* ---- looking up ---- */

MacroUses macros_in_range(const Front *front, unsigned from, unsigned to)
{
    const MacroUse *const *items = front->macros->in_main_file.items;
    int low = 0, high = front->macros->in_main_file.count;
    while (low < high) {
        int middle = low + (high - low) / 2;
        if (items[middle]->from < from)
            low = middle + 1;
        else
            high = middle;
    }
    int end = low;
    while (end < front->macros->in_main_file.count && items[end]->from < to)
        end++;
    return (MacroUses){ items ? items + low : NULL, end - low };
}

MacroUses macros_used_by_headers(const Front *front)
{
    return (MacroUses){ front->macros->in_headers.items, front->macros->in_headers.count };
}

int macros_definition_count(const Front *front, const char *name)
{
    const Definition *definition = strmap_get(front->macros->definitions, name);
    return definition ? definition->count : 0;
}

CXCursor macros_definition(const Front *front, const char *name)
{
    const Definition *definition = strmap_get(front->macros->definitions, name);
    return definition ? definition->cursor : clang_getNullCursor();
}

MacroList macros_of_headers(const Front *front)
{
    return (MacroList){ front->macros->of_headers.items, front->macros->of_headers.count };
}

const char *macros_text(Front *front, CXCursor definition)
{
    const char *text = front_text(front, clang_getCursorExtent(definition));
    return text ? text : "";
}

bool macros_named_by_headers(Front *front, const char *name)
{
    for (int i = 0; i < front->macros->of_headers.count; i++) {
        FrontTokens body = macros_body(front, front->macros->of_headers.items[i]);
        for (int k = 0; k < body.count; k++)
            if (strcmp(body.items[k].text, name) == 0)
                return true;
    }
    for (int i = 0; i < front->input->arg_count; i++)
        if (strncmp(front->input->args[i], "-D", 2) == 0 && strstr(front->input->args[i], name))
            return true;
    return false;
}

const MacroUse *front_macro_use(Front *front, CXFile file, unsigned offset)
{
    return file ? map_get(front->macros->uses, front_file(front, file)->text + offset) : NULL;
}

const MacroUse *front_macro_at(Front *front, CXSourceLocation location)
{
    Position at = front_position(location);
    return front_macro_use(front, at.file, at.offset);
}

/* ---- bodies ---- */

/* Behind NAME or NAME(parameters); the bracket of parameters touches the name. */
static int body_start(FrontTokens tokens)
{
    bool parameters = tokens.count > 1 && strcmp(tokens.items[1].text, "(") == 0 &&
                      tokens.items[1].offset == tokens.items[0].offset + strlen(tokens.items[0].text);
    int i = 1;
    if (parameters)
        while (i < tokens.count && strcmp(tokens.items[i++].text, ")") != 0)
            ;
    return i < tokens.count ? i : tokens.count;
}

FrontTokens macros_body(Front *front, CXCursor definition)
{
    if (clang_Cursor_isNull(definition) || !front_position(clang_getCursorLocation(definition)).file)
        return (FrontTokens){ NULL, 0 };
    FrontTokens tokens = front_tokens(front, clang_getCursorExtent(definition));
    int         start = body_start(tokens);
    return (FrontTokens){ tokens.items + start, tokens.count - start };
}

FrontTokens macros_parameters(Front *front, CXCursor definition)
{
    if (clang_Cursor_isNull(definition) || !front_position(clang_getCursorLocation(definition)).file)
        return (FrontTokens){ NULL, 0 };
    FrontTokens tokens = front_tokens(front, clang_getCursorExtent(definition));
    return (FrontTokens){ tokens.items, body_start(tokens) };
}

/* Whether the macro's body is one literal, in brackets or not, or another such macro.  One that the compiler itself
 * predefines (__DBL_MAX__) has no text to look at, but is one. */
static bool is_literal_macro(Front *front, CXCursor definition, int depth)
{
    if (clang_Cursor_isNull(definition) || depth > 16 || clang_Cursor_isMacroFunctionLike(definition) ||
        history_passes(front, definition))
        return false;
    if (!front_position(clang_getCursorLocation(definition)).file)
        return depth > 0 && strncmp(front_spelling(front, definition), "__", 2) == 0;
    FrontTokens body = macros_body(front, definition);
    while (body.count > 2 && strcmp(body.items[0].text, "(") == 0 &&
           strcmp(body.items[body.count - 1].text, ")") == 0)
        body = (FrontTokens){ body.items + 1, body.count - 2 };
    if (body.count != 1)
        return false;
    if (body.items[0].kind == CXToken_Literal)
        return true;
    return macros_definition_count(front, body.items[0].text) == 1 &&
           is_literal_macro(front, macros_definition(front, body.items[0].text), depth + 1);
}

const char *front_macro_literal(Front *front, CXCursor literal, Item **item)
{
    const MacroUse *use = front_macro_at(front, clang_getRangeStart(clang_getCursorExtent(literal)));
    if (!use || use->function_like || macros_definition_count(front, use->name) != 1 ||
        !is_literal_macro(front, use->definition, 0) || link_macro_differs(front, use->name))
        return NULL;
    *item = front_item(front, use->definition);
    return *item ? use->name : NULL;
}

bool front_macro_named(Front *front, CXCursor expression, const char *name, Item **item)
{
    const MacroUse *use = front_macro_at(front, clang_getRangeStart(clang_getCursorExtent(expression)));
    if (!use || use->function_like || strcmp(use->name, name) != 0)
        return false;
    *item = front_item(front, use->definition);
    return true;
}
