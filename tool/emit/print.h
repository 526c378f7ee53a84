#ifndef ADGEN_EMIT_PRINT_H
#define ADGEN_EMIT_PRINT_H

#include <stdbool.h>

#include "base/text.h"
#include "convert.h"
#include "ir/ir.h"
#include "line.h"
#include "names.h"
#include "needs.h"

/* Where and how code is printed.  Everything goes through `line`, which print_line ends. */
typedef struct Printer {
    Arena               *arena;
    Text                *out;
    Line                 line;
    int                  indent;
    const Names         *names;       /* NULL: variables have the names that they propose */
    const Func          *func;        /* the function that is printed, or NULL */
    const Block         *hoisted;     /* a loop's head whose declarations stand before the loop, or NULL */
    Needs               *needs;       /* NULL: nobody asks what the code needs */
    bool                 generic_math; /* <tgmath.h> is included: an argument's own type says which function sin(x) is */
    bool                 for_header;  /* prototypes of a header: no types of the main file, nothing that C++ lacks */
    bool                 for_cpp;     /* and no arrays of variable length either */
    VEC(const Record *)  forwards;    /* for a header: records of the main file that were named */
} Printer;

Printer printer_new(Arena *arena, Text *out);
void    print_text(Printer *p, const char *text);
void    print_line(Printer *p);
void    print_blank_line(Printer *p);

/* ---- type.c ---- */

/* The type with a declarator; the name "" for the type alone.  Qualifiers of the object in `dropped` are left out. */
void print_declaration(Printer *p, const Type *type, const char *name, unsigned dropped);
void print_type(Printer *p, const Type *type);
/* Result, name, parameters. */
void print_signature(Printer *p, const Func *func);

/* ---- expr.c ---- */

void print_expr(Printer *p, const Expr *e);
/* As the value of something of this type, which C converts to by itself. */
void print_value(Printer *p, const Expr *e, const Type *to);
void print_condition(Printer *p, const Expr *e, bool negated);
void print_call(Printer *p, Func *callee, const Expr *const *args, int count);
void print_shown(Printer *p, Shown shown);
/* In parentheses where something behind it would bind more strongly: (*p)++. */
void print_postfix(Printer *p, const Expr *e);
/* As an operand of op, in parentheses where it needs them. */
void print_operand(Printer *p, OpKind op, Shown shown, bool is_right);
const char *print_name(Printer *p, const Var *var);
void print_use(Printer *p, Item *item);
/* What stands for a record that has no tag; NULL: nothing does. */
const char *untagged_name(const Record *record);

/* ---- opaque.c ---- */

void print_opaque_expr(Printer *p, const Opaque *opaque);
void print_opaque_stmt(Printer *p, const Opaque *opaque);

/* ---- assign.c ---- */

/* place = value, as `x += e` and `i++` where that is the same. */
void print_assignment(Printer *p, const Expr *place, const Expr *value);
/* place = callee(args), or callee(args). */
void print_call_result(Printer *p, const Stmt *call, const Type *to);

/* ---- stmt.c, loop.c ---- */

void print_stmts(Printer *p, const Block *block);
/* The variables that the block declares, without values; the block then assigns to them. */
void print_hoisted(Printer *p, const Block *block);
/* Those of a function: a blank line ends the declarations at the top. */
void print_func_body(Printer *p, const Block *block);
/* " {", the statements, and "}" on the next line, not ended; or, for one short statement, without braces. */
void print_body(Printer *p, const Block *block, bool braces);
bool body_is_short(Printer *p, const Block *block);
/* A statement that C can write as an expression, without its semicolon. */
void print_simple(Printer *p, const Stmt *s);
void print_for(Printer *p, const Stmt *s);
void print_loop(Printer *p, const Stmt *s, const Stmt *first);

/* ---- func.c ---- */

/* A comment block, wrapped. */
void print_comment(Printer *p, const char *text);
void print_func(Printer *p, const Func *func);

#endif
