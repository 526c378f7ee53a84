#include <string.h>

#include "base/text.h"
#include "macros.h"

/*
 * The definitions that a text needs for its uses of macros.  libclang records those uses only that stand in the text;
 * what a macro's body names, also with what it is given as arguments, is expanded without a record:
 * LIST(ENTRY), with #define LIST(X) X(a) X(b).  So every word of a use counts that names a macro at its place, and
 * every word of the bodies, and where a body has ##, every name that the words give together.
 */

typedef struct Need {
    Front      *front;
    unsigned    from, to;     /* of the main file: what it defines itself is there already */
    int         place;
    AddMacro   *add;
    void       *data;
    StrMap     *words;        /* of the use in hand, and of what it expands to */
    bool        pastes;
} Need;

static void need_word(void *data, const char *text, size_t length);

static bool is_own(const Need *need, CXCursor definition)
{
    unsigned at = front_position(clang_getCursorLocation(definition)).offset;
    return front_in_main_file(need->front, definition) && at >= need->from && at < need->to;
}

static bool is_among(FrontTokens tokens, const char *text)
{
    for (int i = 0; i < tokens.count; i++)
        if (strcmp(tokens.items[i].text, text) == 0)
            return true;
    return false;
}

static void need_definition(Need *need, CXCursor definition)
{
    FrontTokens body = macros_body(need->front, definition), parameters = macros_parameters(need->front, definition);
    if (!is_own(need, definition))
        need->add(need->data, definition);
    for (int i = 0; i < body.count; i++) {
        need->pastes = need->pastes || strcmp(body.items[i].text, "##") == 0;
        if (!is_among(parameters, body.items[i].text))
            text_words(body.items[i].text, need_word, need);
    }
}

static void need_word(void *data, const char *text, size_t length)
{
    Need       *need = data;
    const char *word = arena_strndup(need->front->arena, text, length);
    if (strmap_get(need->words, word))
        return;
    strmap_put(need->words, word, need);
    CXCursor definition = history_at(need->front, word, need->place);
    if (!clang_Cursor_isNull(definition))
        need_definition(need, definition);
}

/* ---- ## ---- */

enum { LONGEST_NAME = 255 };

/* Whether the name is made of several of the words. */
static bool can_paste(const StrMap *words, const char *name)
{
    bool   reached[LONGEST_NAME + 1] = { true };
    char   piece[LONGEST_NAME + 1];
    size_t length = strlen(name);
    if (length > LONGEST_NAME)
        return false;
    for (size_t from = 0; from < length; from++) {
        for (size_t to = from + 1; reached[from] && to <= length; to++) {
            memcpy(piece, name + from, to - from);
            piece[to - from] = '\0';
            reached[to] = reached[to] || (to - from < length && strmap_get(words, piece));
        }
    }
    return reached[length];
}

static void need_pasted(Need *need)
{
    NameList names = history_of_sources(need->front);
    for (int i = 0; need->pastes && i < names.count; i++) {
        if (strmap_get(need->words, names.items[i]) || !can_paste(need->words, names.items[i]))
            continue;
        need_word(need, names.items[i], strlen(names.items[i]));
        i = -1;
    }
}

/* ---- uses ---- */

/* What an annotation is given is no text of the program. */
static bool is_annotation(const MacroUse *use)
{
    return strncmp(use->name, "ADGEN_", 6) == 0;
}

static void need_use(Need *need, const MacroUse *use)
{
    if (clang_Cursor_isNull(use->definition))
        return;
    if (is_annotation(use)) {
        need->add(need->data, use->definition);
        return;
    }
    const char *source = front_file(need->front, use->file)->text;
    unsigned    behind = use->from + (unsigned)strlen(use->name);
    const char *arguments = behind < use->to ? arena_strndup(need->front->arena, source + behind, use->to - behind) : "";
    need->words = strmap_new(need->front->arena);
    need->pastes = false;
    need->place = use->place;
    strmap_put(need->words, use->name, need);
    need_definition(need, use->definition);
    text_words(arguments, need_word, need);
    need_pasted(need);
}

void macros_needed_by(Front *front, const MacroUse *use, AddMacro *add, void *data)
{
    Need need = { .front = front, .add = add, .data = data };
    need_use(&need, use);
}

/* The uses in a header whose #include stands in the range. */
static void need_included(Need *need)
{
    MacroUses uses = macros_used_by_headers(need->front);
    for (int i = 0; i < uses.count; i++)
        if (uses.items[i]->place >= (int)need->from && uses.items[i]->place < (int)need->to)
            need_use(need, uses.items[i]);
}

void macros_needed(Front *front, unsigned from, unsigned to, bool annotations, AddMacro *add, void *data)
{
    Need      need = { .front = front, .from = from, .to = to, .add = add, .data = data };
    MacroUses uses = macros_in_range(front, from, to);
    unsigned  behind = 0;
    for (int i = 0; i < uses.count; i++) {
        const MacroUse *use = uses.items[i];
        if (!annotations && is_annotation(use))
            continue;
        if (use->from >= behind) {
            need_use(&need, use);
            behind = use->to;
        } else if (!is_own(&need, use->definition)) {
            add(data, use->definition);
        }
    }
    need_included(&need);
}
