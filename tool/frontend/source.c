#include <string.h>

#include "front.h"

/* ---- files ---- */

struct Files {
    Map    *by_handle;    /* CXFile -> SourceFile */
    StrMap *by_id;        /* libclang's unique id -> SourceFile: one file may have several names */
};

Files *files_new(Arena *arena)
{
    Files *files = ARENA_NEW(arena, Files);
    files->by_handle = map_new(arena);
    files->by_id = strmap_new(arena);
    return files;
}

static SourceFile *new_file(Front *front, CXFile handle)
{
    SourceFile *file = ARENA_NEW(front->arena, SourceFile);
    file->path = front_string(front, clang_getFileName(handle));
    file->text = clang_getFileContents(front->unit, handle, &file->length);
    if (!file->text) {
        file->text = "";
        file->length = 0;
    }
    return file;
}

static const char *unique_id(Front *front, CXFile handle)
{
    CXFileUniqueID id;
    if (clang_getFileUniqueID(handle, &id) != 0)
        return front_string(front, clang_getFileName(handle));
    return arena_printf(front->arena, "%llx:%llx:%llx", id.data[0], id.data[1], id.data[2]);
}

SourceFile *front_file(Front *front, CXFile handle)
{
    if (!handle)
        return NULL;
    SourceFile *file = map_get(front->files->by_handle, handle);
    if (file)
        return file;
    const char *id = unique_id(front, handle);
    file = strmap_get(front->files->by_id, id);
    if (!file) {
        file = new_file(front, handle);
        file->id = id;
        strmap_put(front->files->by_id, id, file);
    }
    map_put(front->files->by_handle, handle, file);
    return file;
}

/* ---- places ---- */

Position front_position(CXSourceLocation location)
{
    Position position;
    clang_getFileLocation(location, &position.file, NULL, NULL, &position.offset);
    return position;
}

Loc front_loc_at(Front *front, CXSourceLocation location)
{
    CXFile   file;
    unsigned line, column;
    clang_getFileLocation(location, &file, &line, &column, NULL);
    if (!file)
        return loc_at(front->path, 0, 0);
    return loc_at(front_file(front, file)->path, line, column);
}

Loc front_loc(Front *front, CXCursor cursor)
{
    return front_loc_at(front, clang_getCursorLocation(cursor));
}

bool front_in_main_file(const Front *front, CXCursor cursor)
{
    Position at = front_position(clang_getCursorLocation(cursor));
    return at.file && clang_File_isEqual(at.file, front->main_file);
}

/* ---- text ---- */

/* The outermost use of a macro that the token at this place came through: its body or an argument. */
static const MacroUse *outer_use(Front *front, CXSourceLocation location)
{
    const MacroUse *body = front_macro_at(front, location);
    CXFile          file;
    unsigned        offset;
    clang_getExpansionLocation(location, &file, NULL, NULL, &offset);
    Position here = front_position(location);
    if (here.offset == offset)
        return body;
    const MacroUse *outer = front_macro_use(front, file, offset);
    return outer ? outer : body;
}

/* libclang has put the end behind the use for what a macro's body ends, so only an argument remains to be seen. */
static unsigned extent_end(Front *front, CXSourceLocation end)
{
    CXFile   file;
    unsigned expansion;
    clang_getExpansionLocation(end, &file, NULL, NULL, &expansion);
    unsigned offset = front_position(end).offset;
    const MacroUse *use = expansion == offset ? NULL : front_macro_use(front, file, expansion);
    return use ? use->to : offset;
}

bool front_extent(Front *front, CXSourceRange range, CXFile *file, unsigned *from, unsigned *to)
{
    CXSourceLocation start = clang_getRangeStart(range), end = clang_getRangeEnd(range);
    Position         first = front_position(start), last = front_position(end);
    if (!first.file || !last.file || !clang_File_isEqual(first.file, last.file))
        return false;
    const MacroUse *use = outer_use(front, start);
    *file = first.file;
    *from = use ? use->from : first.offset;
    *to = extent_end(front, end);
    if (use && *to < use->to)
        *to = use->to;
    return *from <= *to && *to <= front_file(front, first.file)->length;
}

char *front_text(Front *front, CXSourceRange range)
{
    CXFile   file;
    unsigned from, to;
    if (!front_extent(front, range, &file, &from, &to))
        return NULL;
    return arena_strndup(front->arena, front_file(front, file)->text + from, to - from);
}

bool front_shares_macro(Front *front, CXCursor cursor, CXCursor other)
{
    CXSourceRange   mine = clang_getCursorExtent(cursor), theirs = clang_getCursorExtent(other);
    const MacroUse *ours[2] = { outer_use(front, clang_getRangeStart(mine)),
                                outer_use(front, clang_getRangeEnd(mine)) };
    const MacroUse *others[2] = { outer_use(front, clang_getRangeStart(theirs)),
                                  outer_use(front, clang_getRangeEnd(theirs)) };
    for (int i = 0; i < 2; i++)
        for (int j = 0; j < 2; j++)
            if (ours[i] && ours[i] == others[j])
                return true;
    return false;
}

/* ---- tokens ---- */

static FrontToken make_token(Front *front, CXToken token)
{
    CXSourceLocation location = clang_getTokenLocation(front->unit, token);
    FrontToken       made = { .kind = clang_getTokenKind(token) };
    made.text = front_string(front, clang_getTokenSpelling(front->unit, token));
    made.offset = front_position(location).offset;
    made.loc = front_loc_at(front, location);
    return made;
}

FrontTokens front_tokens_between(Front *front, CXFile file, unsigned from, unsigned to)
{
    CXSourceRange range = clang_getRange(clang_getLocationForOffset(front->unit, file, from),
                                         clang_getLocationForOffset(front->unit, file, to));
    CXToken *tokens = NULL;
    unsigned count = 0;
    clang_tokenize(front->unit, range, &tokens, &count);
    FrontTokens made = { ARENA_ARRAY(front->arena, FrontToken, count + 1), 0 };
    for (unsigned i = 0; i < count; i++) {
        FrontToken token = make_token(front, tokens[i]);
        if (token.kind != CXToken_Comment && token.offset >= from && token.offset < to)
            made.items[made.count++] = token;
    }
    if (tokens)
        clang_disposeTokens(front->unit, tokens, count);
    return made;
}

FrontTokens front_tokens(Front *front, CXSourceRange range)
{
    CXFile   file;
    unsigned from, to;
    if (!front_extent(front, range, &file, &from, &to))
        return (FrontTokens){ NULL, 0 };
    return front_tokens_between(front, file, from, to);
}

const char *front_token_text(Front *front, CXCursor literal)
{
    CXSourceLocation location = clang_getRangeStart(clang_getCursorExtent(literal));
    Position         at = front_position(location);
    if (!at.file || front_macro_at(front, location))
        return NULL;
    FrontTokens tokens = front_tokens_between(front, at.file, at.offset, at.offset + 1);
    return tokens.count > 0 ? tokens.items[0].text : NULL;
}

bool front_in_runtime(Front *front, CXCursor cursor)
{
    static const char name[] = "adgen/runtime.h";
    const char       *path = loc_file(front_loc(front, cursor));
    size_t            length = path ? strlen(path) : 0, end = sizeof name - 1;
    return length >= end && strcmp(path + length - end, name) == 0;
}

bool front_in_generated(Front *front, CXCursor cursor)
{
    static const char first[] = "/* Generated by adgen from ";
    CXFile            file = front_position(clang_getCursorLocation(cursor)).file;
    size_t            size = 0;
    const char       *text = file ? clang_getFileContents(front->unit, file, &size) : NULL;
    return text && size >= sizeof first && strncmp(text, first, sizeof first - 1) == 0;
}
