#ifndef ADGEN_IR_READ_PARTS_H
#define ADGEN_IR_READ_PARTS_H

/* What the files of the reader share: the cursor over the tokens, names, types and expressions. */

#include <setjmp.h>

#include "base/intern.h"
#include "ir/build.h"
#include "lex.h"

typedef struct Reader {
    Program *p;
    Diag    *diag;
    Tokens   tokens;
    int      at;             /* the next token */
    jmp_buf  give_up;        /* after the first error, which has been reported */
    StrMap  *records;        /* by the names of the dump, as are all of these */
    StrMap  *globals;
    StrMap  *funcs;
    StrMap  *vars;           /* of the function that is being read */
    VEC(Item *) items;       /* by number; made on first mention */
    Loc      loc;            /* for the expressions of the statement that is being read */
} Reader;

/* An error at the next token; at the one that has just been read. */
_Noreturn void read_fail(Reader *r, const char *format, ...) __attribute__((format(printf, 2, 3)));
_Noreturn void read_fail_before(Reader *r, const char *format, ...) __attribute__((format(printf, 2, 3)));
void read_require(Reader *r, const char *wrong);          /* what check.c says */

/* ---- Tokens ---- */
const Token *read_peek(const Reader *r);
const Token *read_ahead(const Reader *r);                 /* the one after it */
const Token *read_next(Reader *r);
bool         read_is(const Reader *r, const char *text);  /* a mark or name, not a string */
bool         read_accept(Reader *r, const char *text);
bool         read_accept_word(Reader *r, const char *text);  /* on the same line as what stands before it */
void         read_expect(Reader *r, const char *text);
const char  *read_name(Reader *r);
const char  *read_string(Reader *r);
long long    read_integer(Reader *r);
Loc          read_loc(Reader *r);                         /* an optional one */
Loc          read_line_loc(const Reader *r);              /* what stands at the end of the line, without reading on */

/* ---- read_expr.c ---- */
Item       *read_item_ref(Reader *r);
Func       *read_func_ref(Reader *r);
Var        *read_var_ref(Reader *r);
Record     *read_record_ref(Reader *r);
const Type *read_type(Reader *r);
const Expr *read_value(Reader *r);
Opaque     *read_opaque(Reader *r);

/* ---- read_stmt.c ---- */

/* "x: f64 active temp": the variable's name has not been read yet.  `func` NULL: a global. */
Var *read_var(Reader *r, Func *func, VarKind kind, Loc near, int *next_id);
/* The body of a function (the token after its brace, and its `next_id`), up to the closing brace. */
void read_body(Reader *r, Func *func, int next_id);

#endif
