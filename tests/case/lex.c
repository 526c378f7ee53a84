#include "lex.h"

#include <ctype.h>
#include <string.h>

#include "base/vec.h"

static bool is_word(char c)
{
    return isalnum((unsigned char)c) || c == '_';
}

/* After a comment, a preprocessor line or a space; `at` itself where there is none of them. */
static const char *skip_one_blank(const char *at, bool line_start)
{
    if (isspace((unsigned char)*at))
        return at + 1;
    if (at[0] == '/' && at[1] == '*') {
        const char *end = strstr(at + 2, "*/");
        return end ? end + 2 : at + strlen(at);
    }
    if (at[0] == '/' && at[1] == '/')
        return at + strcspn(at, "\n");
    if (*at == '#' && line_start) {
        while (*at && *at != '\n')
            at += at[0] == '\\' && at[1] ? 2 : 1;
    }
    return at;
}

static const char *skip_blanks(const char *at, bool line_start)
{
    for (;;) {
        const char *next = skip_one_blank(at, line_start);
        if (next == at)
            return at;
        line_start = next[-1] == '\n' || (line_start && isspace((unsigned char)next[-1]));
        at = next;
    }
}

static int string_length(const char *at)
{
    int length = 1;
    while (at[length] && at[length] != *at)
        length += at[length] == '\\' && at[length + 1] ? 2 : 1;
    return length + (at[length] != '\0');
}

/* A preprocessing number: 1e-3, 0x1p+4, 2.5f. */
static int number_length(const char *at)
{
    int length = 1;
    while (is_word(at[length]) || at[length] == '.'
           || (strchr("+-", at[length]) && at[length] && strchr("eEpP", at[length - 1])))
        length++;
    return length;
}

static Token next_token(const char *at)
{
    if (*at == '\0')
        return (Token){ TOKEN_END, at, 0 };
    if (*at == '"' || *at == '\'')
        return (Token){ TOKEN_STRING, at, string_length(at) };
    if (isdigit((unsigned char)*at) || (*at == '.' && isdigit((unsigned char)at[1])))
        return (Token){ TOKEN_NUMBER, at, number_length(at) };
    if (!is_word(*at))
        return (Token){ TOKEN_PUNCT, at, 1 };
    int length = 1;
    while (is_word(at[length]))
        length++;
    return (Token){ TOKEN_WORD, at, length };
}

const Token *lex(Arena *arena, const char *text)
{
    VEC(Token) tokens = { 0 };
    bool line_start = true;
    for (;;) {
        text = skip_blanks(text, line_start);
        line_start = false;
        Token token = next_token(text);
        VEC_PUSH(arena, &tokens, token);
        if (token.kind == TOKEN_END)
            return tokens.items;
        text += token.length;
    }
}

bool token_is(const Token *token, const char *text)
{
    return token->kind != TOKEN_END && strlen(text) == (size_t)token->length
        && memcmp(token->start, text, (size_t)token->length) == 0;
}

char *token_text(Arena *arena, const Token *from, const Token *to)
{
    if (from >= to)
        return arena_strdup(arena, "");
    const char *end = to[-1].start + to[-1].length;
    return arena_strndup(arena, from->start, (size_t)(end - from->start));
}

const Token *token_skip_brackets(const Token *open)
{
    int depth = 0;
    for (const Token *at = open; at->kind != TOKEN_END; at++) {
        if (at->kind != TOKEN_PUNCT)
            continue;
        if (strchr("([{", *at->start))
            depth++;
        else if (strchr(")]}", *at->start) && --depth == 0)
            return at + 1;
    }
    while (open->kind != TOKEN_END)
        open++;
    return open;
}
