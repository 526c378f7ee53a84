#include "lex.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "base/intern.h"
#include "base/text.h"

typedef struct Lexer {
    Arena      *arena;
    const char *cursor;
    const char *line_start;
    const char *file;
    unsigned    line;
    bool        line_is_empty;
    Diag       *diag;
    bool        failed;
    Tokens     *tokens;
} Lexer;

static bool is_name_start(char c)
{
    return isalpha((unsigned char)c) || c == '_' || c == '$' || (unsigned char)c >= 0x80;
}

static bool is_name_part(char c)
{
    return is_name_start(c) || isdigit((unsigned char)c);
}

static Token *push(Lexer *lx, TokenKind kind, const char *begin, const char *text)
{
    Loc   at = loc_at(lx->file, lx->line, (unsigned)(begin - lx->line_start) + 1);
    Token token = {kind, text, lx->line_is_empty, at, {0}};
    VEC_PUSH(lx->arena, &lx->tokens->list, token);
    lx->line_is_empty = false;
    return &lx->tokens->list.items[lx->tokens->list.count - 1];
}

static void fail(Lexer *lx, const char *what)
{
    Loc at = loc_at(lx->file, lx->line, (unsigned)(lx->cursor - lx->line_start) + 1);
    diag_error(lx->diag, at, "adgen-dump", "%s", what);
    lx->failed = true;
}

static void lex_piece(Lexer *lx, TokenKind kind, const char *end)
{
    const char *begin = lx->cursor;
    push(lx, kind, begin, arena_strndup(lx->arena, begin, (size_t)(end - begin)));
    lx->cursor = end;
}

/* A name, with the number that tells it from others of the same name: i.3. */
static void lex_name(Lexer *lx)
{
    const char *end = lx->cursor;
    while (is_name_part(*end))
        end++;
    if (end[0] == '.' && isdigit((unsigned char)end[1])) {
        end++;
        while (isdigit((unsigned char)*end))
            end++;
    }
    lex_piece(lx, TOKEN_NAME, end);
}

static void lex_number(Lexer *lx)
{
    const char *end = lx->cursor + (*lx->cursor == '-');
    while (isdigit((unsigned char)*end) || (*end == '.' && isdigit((unsigned char)end[1])))
        end++;
    if (*end == 'e') {
        end++;
        end += *end == '-' || *end == '+';
        while (isdigit((unsigned char)*end))
            end++;
    }
    lex_piece(lx, TOKEN_NUMBER, end);
}

/* The character that an escape stands for; the cursor stands after the backslash. */
static const char *put_unescaped(Text *out, const char *cursor)
{
    if (cursor[0] >= '0' && cursor[0] <= '7' && cursor[1] && cursor[2]) {
        char digits[4] = {cursor[0], cursor[1], cursor[2], '\0'};
        text_putc(out, (char)strtol(digits, NULL, 8));
        return cursor + 3;
    }
    text_putc(out, *cursor == 'n' ? '\n' : *cursor == 't' ? '\t' : *cursor);
    return cursor + 1;
}

static const char *unescape(Lexer *lx, const char *begin, const char *end)
{
    Text text = {0};
    for (const char *c = begin; c < end;) {
        if (*c == '\\' && c + 1 < end)
            c = put_unescaped(&text, c + 1);
        else
            text_putc(&text, *c++);
    }
    const char *copy = arena_strdup(lx->arena, text_cstr(&text));
    text_free(&text);
    return copy;
}

static void lex_string(Lexer *lx)
{
    const char *end = lx->cursor + 1;
    while (*end && *end != '"' && *end != '\n')
        end += end[0] == '\\' && end[1] ? 2 : 1;
    if (*end != '"') {
        fail(lx, "a string without its closing quote");
        lx->cursor = end;
        return;
    }
    push(lx, TOKEN_STRING, lx->cursor, unescape(lx, lx->cursor + 1, end));
    lx->cursor = end + 1;
}

/* The last colon before `end`, or NULL. */
static const char *last_colon(const char *begin, const char *end)
{
    while (end > begin) {
        if (*--end == ':')
            return end;
    }
    return NULL;
}

static void lex_loc(Lexer *lx)
{
    const char *begin = lx->cursor + 1;
    begin += strspn(begin, " ");
    const char *end = begin + strcspn(begin, "\n");
    const char *column = last_colon(begin, end);
    const char *line = column ? last_colon(begin, column) : NULL;
    if (line) {
        Token *token = push(lx, TOKEN_LOC, lx->cursor, ";");
        token->place = loc_at(unescape(lx, begin, line), (unsigned)strtoul(line + 1, NULL, 10),
                              (unsigned)strtoul(column + 1, NULL, 10));
    }
    lx->cursor = end;  /* without a place it is a comment */
}

static void lex_mark(Lexer *lx)
{
    static const char *const marks[] = {"...", "..", "->", "::"};
    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++) {
        size_t length = strlen(marks[i]);
        if (strncmp(lx->cursor, marks[i], length) == 0) {
            lex_piece(lx, TOKEN_MARK, lx->cursor + length);
            return;
        }
    }
    if (!strchr("{}()[],:=.*#@%<>?|-", *lx->cursor)) {
        fail(lx, "a character that no dump holds");
        lx->cursor++;
        return;
    }
    lex_piece(lx, TOKEN_MARK, lx->cursor + 1);
}

static void lex_token(Lexer *lx)
{
    char c = lx->cursor[0], next = lx->cursor[1];
    if (c == '\n') {
        lx->cursor++;
        lx->line++;
        lx->line_start = lx->cursor;
        lx->line_is_empty = true;
    } else if (isspace((unsigned char)c)) {
        lx->cursor++;
    } else if (is_name_start(c)) {
        lex_name(lx);
    } else if (isdigit((unsigned char)c) || (c == '-' && isdigit((unsigned char)next))) {
        lex_number(lx);
    } else if (c == '"') {
        lex_string(lx);
    } else if (c == ';') {
        lex_loc(lx);
    } else {
        lex_mark(lx);
    }
}

bool lex_dump(Arena *arena, const char *text, const char *file, Diag *diag, Tokens *tokens)
{
    Lexer lx = {.arena = arena, .cursor = text, .line_start = text, .file = file,
                .line = 1, .line_is_empty = true, .diag = diag, .tokens = tokens};
    while (*lx.cursor && !lx.failed)
        lex_token(&lx);
    lx.line_is_empty = true;
    push(&lx, TOKEN_END, lx.cursor, "the end");
    return !lx.failed;
}
