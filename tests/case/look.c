#include <stdlib.h>
#include <string.h>

#include "case.h"
#include "lex.h"

/* The code without comments and without blanks between tokens: what a text is looked for in, so that layout does not
 * count. */
static char *code_only(Case *c, const char *text)
{
    Text code = { 0 };
    for (const Token *at = lex(c->arena, text); at->kind != TOKEN_END; at++) {
        text_write(&code, at->start, (size_t)at->length);
        text_putc(&code, ' ');
    }
    char *copy = arena_strdup(c->arena, text_cstr(&code));
    text_free(&code);
    return copy;
}

static int occurrences(const char *code, const char *text)
{
    int count = 0;
    for (const char *at = strstr(code, text); at; at = strstr(at + 1, text))
        count++;
    return count;
}

/* A text that is found with or without comments. */
static bool has(Case *c, const char *generated, const char *text)
{
    return strstr(generated, text) || strstr(code_only(c, generated), code_only(c, text));
}

/* "2 exp(" */
static bool check_count(Case *c, const char *generated, const char *expected)
{
    char *text;
    long want = strtol(expected, &text, 10);
    int count = occurrences(code_only(c, generated), code_only(c, text));
    return count == want || case_fail(c, "the generated code has '%s' %d times, not %ld", text + 1, count, want);
}

/* Lines with code on them. */
static int code_lines(Case *c, const char *text)
{
    int lines = 0;
    const char *last = NULL;
    for (const Token *at = lex(c->arena, text); at->kind != TOKEN_END; at++) {
        if (!last || memchr(last, '\n', (size_t)(at->start - last)))
            lines++;
        last = at->start;
    }
    return lines;
}

static bool check_lines(Case *c, const char *generated, const char *factor)
{
    int out = code_lines(c, generated), in = code_lines(c, c->source);
    return out <= strtod(factor, NULL) * in
        || case_fail(c, "%d lines of generated code for %d, more than %s for one", out, in, factor);
}

static bool check(Case *c, const Expect *expect, const char *generated, const char *header)
{
    switch (expect->kind) {
    case EXPECT_HAS:
        return has(c, generated, expect->text) || case_fail(c, "the generated code lacks '%s'", expect->text);
    case EXPECT_OMITS:
        return !has(c, generated, expect->text) || case_fail(c, "the generated code has '%s'", expect->text);
    case EXPECT_HEADER_HAS:
        return has(c, header, expect->text) || case_fail(c, "the header lacks '%s'", expect->text);
    case EXPECT_COUNT:
        return check_count(c, generated, expect->text);
    case EXPECT_LINES:
        return check_lines(c, generated, expect->text);
    default:
        return true;
    }
}

bool case_look(Case *c, const char *generated, const char *header)
{
    for (int i = 0; i < c->expects->list.count; i++)
        if (!check(c, &c->expects->list.items[i], generated, header))
            return false;
    return true;
}
