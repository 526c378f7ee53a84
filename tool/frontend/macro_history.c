#include <string.h>

#include "macros.h"

/*
 * Which definition a macro's name has where.  A place is an offset in the main file: what comes through a header is at
 * the place of its #include, and what stands before the file (options) at PLACE_OF_OPTIONS.
 */

typedef struct Event {
    CXCursor definition;      /* a null cursor: #undef */
    int      place;
} Event;

typedef struct Meanings {
    VEC(Event) events;        /* by place */
} Meanings;

struct History {
    StrMap *names;                   /* name -> its Meanings */
    VEC(const char *) of_sources;    /* names that others than the system's headers define */
};

History *history_new(Arena *arena)
{
    History *history = ARENA_NEW(arena, History);
    history->names = strmap_new(arena);
    return history;
}

/* ---- recording ---- */

static void add_event(Front *front, const char *name, Event event)
{
    Meanings *meanings = strmap_get(front->history->names, name);
    if (!meanings) {
        meanings = ARENA_NEW(front->arena, Meanings);
        strmap_put(front->history->names, name, meanings);
    }
    VEC_PUSH(front->arena, &meanings->events, event);
    Event *events = meanings->events.items;
    for (int i = meanings->events.count - 1; i > 0 && events[i - 1].place > event.place; i--) {
        events[i] = events[i - 1];
        events[i - 1] = event;
    }
}

void history_define(Front *front, CXCursor definition, int place)
{
    CXSourceLocation at = clang_getCursorLocation(definition);
    const char      *name = front_spelling(front, definition);
    add_event(front, name, (Event){ definition, place });
    if (!clang_Location_isInSystemHeader(at) && (front_position(at).file || macros_option(front, name)))
        VEC_PUSH(front->arena, &front->history->of_sources, name);
}

/* Whether the token is what the directive `word` is about: # word NAME, the first on its line. */
static bool is_subject(FrontTokens tokens, int i, const char *word)
{
    return i >= 2 && strcmp(tokens.items[i - 2].text, "#") == 0 && strcmp(tokens.items[i - 1].text, word) == 0 &&
           (i == 2 || tokens.items[i - 3].loc.line < tokens.items[i - 2].loc.line);
}

static bool defines(FrontTokens tokens, const char *name)
{
    for (int i = 0; i < tokens.count; i++)
        if (strcmp(tokens.items[i].text, name) == 0 && is_subject(tokens, i, "define"))
            return true;
    return false;
}

static bool is_skipped(const CXSourceRangeList *skipped, unsigned offset)
{
    for (unsigned i = 0; skipped && i < skipped->count; i++)
        if (front_position(clang_getRangeStart(skipped->ranges[i])).offset <= offset &&
            offset < front_position(clang_getRangeEnd(skipped->ranges[i])).offset)
            return true;
    return false;
}

void history_read_undefs(Front *front, CXFile handle, int place)
{
    const SourceFile *file = front_file(front, handle);
    bool              is_main = clang_File_isEqual(handle, front->main_file);
    if (!strstr(file->text, "undef"))
        return;
    FrontTokens        tokens = front_tokens_between(front, handle, 0, (unsigned)file->length);
    CXSourceRangeList *skipped = clang_getSkippedRanges(front->unit, handle);
    for (int i = 0; i < tokens.count; i++) {
        const FrontToken *token = &tokens.items[i];
        if (!is_subject(tokens, i, "undef") || is_skipped(skipped, token->offset) ||
            (!is_main && defines(tokens, token->text)))
            continue;
        add_event(front, token->text, (Event){ clang_getNullCursor(), is_main ? (int)token->offset : place });
    }
    if (skipped)
        clang_disposeSourceRangeList(skipped);
}

/* ---- looking up ---- */

CXCursor history_at(const Front *front, const char *name, int place)
{
    const Meanings *meanings = strmap_get(front->history->names, name);
    CXCursor        found = clang_getNullCursor();
    for (int i = 0; meanings && i < meanings->events.count && meanings->events.items[i].place <= place; i++)
        found = meanings->events.items[i].definition;
    return found;
}

static bool same_definition(Front *front, CXCursor a, CXCursor b)
{
    return !clang_Cursor_isNull(a) && !clang_Cursor_isNull(b) &&
           strcmp(macros_text(front, a), macros_text(front, b)) == 0;
}

bool history_passes(Front *front, CXCursor definition)
{
    const Meanings *meanings = strmap_get(front->history->names, front_spelling(front, definition));
    int             i = 0;
    if (!meanings)
        return false;
    while (i < meanings->events.count && !clang_equalCursors(meanings->events.items[i].definition, definition))
        i++;
    for (i++; i < meanings->events.count; i++)
        if (!same_definition(front, meanings->events.items[i].definition, definition))
            return true;
    return false;
}

static bool is_of_source(CXCursor definition)
{
    return front_position(clang_getCursorLocation(definition)).file &&
           !clang_Location_isInSystemHeader(clang_getCursorLocation(definition));
}

bool history_is_single(Front *front, CXCursor definition)
{
    const Meanings *meanings = clang_Cursor_isNull(definition)
                                   ? NULL : strmap_get(front->history->names, front_spelling(front, definition));
    bool            sources = false, differ = false;
    for (int i = 0; meanings && i < meanings->events.count; i++) {
        CXCursor other = meanings->events.items[i].definition;
        sources = sources || (!clang_Cursor_isNull(other) && is_of_source(other));
        differ = differ || (!clang_Cursor_isNull(other) && !same_definition(front, other, definition));
    }
    return meanings && !(sources && differ);
}

bool history_replaces(Front *front, CXCursor definition)
{
    const Meanings *meanings = strmap_get(front->history->names, front_spelling(front, definition));
    for (int i = 0; meanings && i < meanings->events.count; i++) {
        CXCursor other = meanings->events.items[i].definition;
        if (clang_equalCursors(other, definition))
            return false;
        if (!clang_Cursor_isNull(other) && !front_in_main_file(front, other) &&
            !same_definition(front, other, definition))
            return true;
    }
    return false;
}

NameList history_of_sources(const Front *front)
{
    return (NameList){ front->history->of_sources.items, front->history->of_sources.count };
}
