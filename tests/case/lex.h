#ifndef ADGEN_TESTS_CASE_LEX_H
#define ADGEN_TESTS_CASE_LEX_H

#include <stdbool.h>

#include "base/arena.h"

/* C's tokens, as far as declarations, annotations and expectations need them.  Preprocessor lines and comments are
 * left out; a punctuator is one character. */
typedef enum TokenKind { TOKEN_END, TOKEN_WORD, TOKEN_NUMBER, TOKEN_STRING, TOKEN_PUNCT } TokenKind;

typedef struct Token {
    TokenKind   kind;
    const char *start;
    int         length;
} Token;

/* All of the text; the last one is a TOKEN_END.  They point into the text. */
const Token *lex(Arena *arena, const char *text);

bool token_is(const Token *token, const char *text);

/* The source text from one token up to (not including) another, trimmed. */
char *token_text(Arena *arena, const Token *from, const Token *to);

/* `open` is a bracket of any kind: the token after the one that closes it (or the end). */
const Token *token_skip_brackets(const Token *open);

#endif
