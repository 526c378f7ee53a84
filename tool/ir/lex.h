#ifndef ADGEN_IR_LEX_H
#define ADGEN_IR_LEX_H

#include <stdbool.h>

#include "base/diag.h"
#include "base/vec.h"

/* The tokens of a dump. */
typedef enum TokenKind {
    TOKEN_END,
    TOKEN_NAME,      /* x, i.3, f64 */
    TOKEN_NUMBER,    /* 3, -1.5e+300 */
    TOKEN_STRING,    /* text: without quotes and escapes */
    TOKEN_LOC,       /* "; f.c:3:5" at the end of a line: place */
    TOKEN_MARK       /* { } ( ) [ ] , : = . etc.; "->", "::", ".." and "..." are one */
} TokenKind;

typedef struct Token {
    TokenKind   kind;
    const char *text;
    bool        starts_line;
    Loc         at;          /* in the dump */
    Loc         place;       /* LOC: what it says */
} Token;

typedef struct Tokens {
    VEC(Token) list;         /* the last one is END */
} Tokens;

/* False and an error in `diag` where the text holds what is no token. */
bool lex_dump(Arena *arena, const char *text, const char *file, Diag *diag, Tokens *tokens);

#endif
