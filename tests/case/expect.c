#include "expect.h"

#include <ctype.h>
#include <string.h>

static const char *const kind_names[EXPECT_KINDS] = {
    [EXPECT_SENTENCE] = "check",           [EXPECT_GRADIENT] = "check-gradient",
    [EXPECT_CALL] = "check-call",          [EXPECT_VALUE] = "check-value",
    [EXPECT_SEED] = "check-seed",          [EXPECT_WITHIN] = "check-within",
    [EXPECT_ARGS] = "check-args",          [EXPECT_HAS] = "check-has",
    [EXPECT_WITH] = "check-with",          [EXPECT_BEFORE] = "check-before",
    [EXPECT_OMITS] = "check-omits",        [EXPECT_COUNT] = "check-count",
    [EXPECT_LINES] = "check-lines",        [EXPECT_HEADER_HAS] = "check-header-has",
    [EXPECT_ERROR] = "check-error",        [EXPECT_ERROR_TEXT] = "check-error-text",
    [EXPECT_EXIT] = "check-exit",          [EXPECT_HEADER_AFTER] = "check-header-after",
    [EXPECT_SAME] = "check-same",
    [EXPECT_CONSTRUCT] = "check-construct",[EXPECT_LINK] = "check-link",
};

/* The start of the last block comment, after its opening. */
static const char *last_comment(const char *source)
{
    const char *last = NULL;
    for (const char *at = strstr(source, "/*"); at; at = strstr(at + 2, "/*"))
        last = at;
    return last ? last + 2 : NULL;
}

/* One line without the comment's star and the blanks around it. */
static char *clean_line(Arena *arena, const char *from, const char *end)
{
    while (from < end && isspace((unsigned char)*from))
        from++;
    if (from < end && *from == '*')
        from++;
    while (from < end && isspace((unsigned char)*from))
        from++;
    while (end > from && isspace((unsigned char)end[-1]))
        end--;
    return arena_strndup(arena, from, (size_t)(end - from));
}

static void add(Arena *arena, Expects *expects, ExpectKind kind, const char *text)
{
    Expect expect = { kind, text };
    VEC_PUSH(arena, &expects->list, expect);
}

static void add_directive(Arena *arena, Expects *expects, const char *line)
{
    size_t length = strcspn(line, ":");
    for (int kind = 0; kind < EXPECT_KINDS; kind++) {
        if (line[length] == ':' && strlen(kind_names[kind]) == length && !strncmp(kind_names[kind], line, length)) {
            const char *text = line + length + 1;
            add(arena, expects, (ExpectKind)kind, text + strspn(text, " "));
            return;
        }
    }
    expects->error = arena_printf(arena, "there is no expectation '%.*s'", (int)length, line);
}

/* A line that starts with no "check" goes on with the one before. */
static void add_line(Arena *arena, Expects *expects, const char *line)
{
    if (strncmp(line, "check", 5) == 0) {
        add_directive(arena, expects, line);
    } else if (*line && expects->list.count > 0) {
        Expect *last = &expects->list.items[expects->list.count - 1];
        last->text = arena_printf(arena, "%s %s", last->text, line);
    }
}

Expects *expect_read(Arena *arena, const char *source)
{
    Expects *expects = ARENA_NEW(arena, Expects);
    const char *at = last_comment(source), *end = at ? strstr(at, "*/") : NULL;
    if (!end) {
        expects->error = "the file does not end with a comment that says what is expected";
        return expects;
    }
    while (at < end) {
        const char *stop = memchr(at, '\n', (size_t)(end - at));
        stop = stop ? stop : end;
        add_line(arena, expects, clean_line(arena, at, stop));
        at = stop + 1;
    }
    if (!expects->error && expect_count(expects, EXPECT_SENTENCE) != 1)
        expects->error = "the last comment needs one 'check: sentence'";
    return expects;
}

int expect_count(const Expects *expects, ExpectKind kind)
{
    int count = 0;
    for (int i = 0; i < expects->list.count; i++)
        count += expects->list.items[i].kind == kind;
    return count;
}

const char *expect_first(const Expects *expects, ExpectKind kind)
{
    for (int i = 0; i < expects->list.count; i++)
        if (expects->list.items[i].kind == kind)
            return expects->list.items[i].text;
    return NULL;
}

Words expect_words(Arena *arena, const char *text)
{
    Words words = { 0 };
    for (;;) {
        text += strspn(text, " ");
        if (!*text)
            return words;
        char *word = ARENA_ARRAY(arena, char, strlen(text) + 1);
        VEC_PUSH(arena, &words.list, word);
        for (char quote = '\0'; *text && (quote || *text != ' '); text++) {
            if (quote ? *text == quote : *text == '\'' || *text == '"')
                quote = quote ? '\0' : *text;
            else
                *word++ = *text;
        }
    }
}
