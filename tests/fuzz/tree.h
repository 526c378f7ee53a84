#ifndef ADGEN_TESTS_FUZZ_TREE_H
#define ADGEN_TESTS_FUZZ_TREE_H

#include <stdbool.h>
#include <stdint.h>

#include "base/text.h"
#include "base/vec.h"

/*
 * A C program as a small tree.  It is built by the generator, changed by the reducer and for metamorphic pairs, and printed;
 * nothing parses it.  What is known of a value by construction, its range, goes with each expression, so that roots, logarithms,
 * divisions and indices are safe in every program.
 */

typedef struct Type   Type;
typedef struct Record Record;
typedef struct Var    Var;
typedef struct Expr   Expr;
typedef struct Stmt   Stmt;
typedef struct Func   Func;

/* Low above high: nothing is known. */
typedef struct Range {
    double low, high;
} Range;

typedef enum TypeKind { TYPE_VOID, TYPE_INT, TYPE_REAL, TYPE_RECORD, TYPE_POINTER, TYPE_ARRAY, TYPE_CALLBACK } TypeKind;

struct Type {
    TypeKind    kind;
    const char *name;         /* INT, REAL: as it is written; CALLBACK: its parameters */
    const Type *of;           /* POINTER, ARRAY; CALLBACK: its result */
    int         length;       /* POINTER, ARRAY: how many elements there are, in the calls that are made */
    const char *size;         /* ARRAY: the length as it is written; NULL: the number */
    bool        is_const, is_restrict;
    Range       range;        /* INT, REAL: of every value of this type; low above high: see the variable */
    Record     *record;
};

typedef struct Member {
    const char *name;
    const Type *type;
} Member;

struct Record {
    const char *name;         /* with `struct` */
    VEC(Member) members;
    bool        printed;
};

typedef enum VarKind { VAR_LOCAL, VAR_PARAM, VAR_GLOBAL } VarKind;

struct Var {
    const char *name;
    const Type *type;
    VarKind     kind;
    Range       range;        /* of its reals or of the integer */
    bool        fixed;        /* nothing may be assigned to it: loop counters, parameters that others rely on */
    bool        owned;        /* a pointer to memory that the function frees */
    bool        pinned;       /* its name stands in a text: it keeps it */
    bool        printed;      /* GLOBAL */
    const char *before;       /* PARAM: words before its type; GLOBAL: static, const */
    const char *value;        /* PARAM of the function under test: its value in the check line; GLOBAL: its initialiser */
};

typedef enum ExprKind {
    EXPR_TEXT,       /* text: a number, or what no pass looks into */
    EXPR_VAR,        /* var */
    EXPR_UNARY,      /* text a */
    EXPR_STEP,       /* a text: a++ */
    EXPR_BINARY,     /* a text b; assignments too */
    EXPR_CHOICE,     /* a ? b : c */
    EXPR_CAST,       /* (type)a */
    EXPR_INDEX,      /* a[b] */
    EXPR_MEMBER,     /* a.text */
    EXPR_ARROW,      /* a->text */
    EXPR_CALL,       /* callee(…), var(…) or text(…) */
    EXPR_FUNC,       /* callee, as a value */
    EXPR_LIST        /* {…}, of type `type` where it is a compound literal */
} ExprKind;

enum { EXPR_ROOM = 8 };

struct Expr {
    ExprKind    kind;
    const Type *type;
    Range       range;
    const char *text;
    Var        *var;
    Func       *callee;
    Expr       *args[EXPR_ROOM];
    int         count;
};

typedef struct Block {
    VEC(Stmt *) list;
} Block;

typedef enum StmtKind {
    STMT_DECL,       /* var, a: its initialiser or NULL */
    STMT_EXPR,       /* a: assignments, calls, steps */
    STMT_IF,         /* a, body, other */
    STMT_FOR,        /* start, a, b, body */
    STMT_WHILE,      /* a, body */
    STMT_DO,         /* body, a */
    STMT_SWITCH,     /* a, body of CASEs */
    STMT_CASE,       /* text: case 1:, default:; body */
    STMT_BLOCK,      /* body */
    STMT_RETURN,     /* a or NULL */
    STMT_TEXT        /* text: break;, continue;, a label, a pragma */
} StmtKind;

struct Stmt {
    StmtKind    kind;
    Var        *var;
    Expr       *a, *b;
    Stmt       *start;
    const char *text;
    Block       body, other;
};

struct Func {
    const char *name;
    const char *annotation;   /* of the function under test, with its line's end */
    const char *before;       /* static, static inline */
    const Type *result;
    VEC(Var *)  params;
    Block       body;
    Func       *before_use;   /* this function's prototype stands before; NULL */
    bool        plain;        /* statements and one return at the end: can be put where it is called */
};

enum { MOST_FEATURES = 160 };

typedef struct Program {
    Arena   *arena;
    uint64_t seed;
    bool     has_float;
    bool     own_names;       /* no two variables have the same name, whatever function they belong to */
    Func    *main;            /* under test; the others are reached from it */
    VEC(Func *) funcs;        /* all, each behind those that it calls */
    bool     has_outputs;     /* parameters that it writes to */
    bool     has_alias;       /* parameters that overlap */
    int      globals, helpers, records;     /* how many there are */
    Record  *list_record;     /* of linked lists; NULL: there is none */
    int      features[MOST_FEATURES];     /* how often each was used */
} Program;

extern const Type type_void, type_int, type_size, type_float, type_double, type_long_double;

/* ---- types ---- */

const Type *type_pointer(Arena *arena, const Type *of, int length);
const Type *type_array(Arena *arena, const Type *of, int length, const char *size);
const Type *type_const(Arena *arena, const Type *type);
const Type *type_record(Arena *arena, Record *record);
bool        type_same(const Type *a, const Type *b);      /* but for const and lengths */

/* ---- building; each gives the expression its type and range ---- */

Expr *expr_real(Arena *arena, double value);
Expr *expr_int(Arena *arena, int value);
Expr *expr_text(Arena *arena, const Type *type, const char *text);
Expr *expr_var(Arena *arena, Var *var);
Expr *expr_unary(Arena *arena, const char *text, Expr *a);
Expr *expr_step(Arena *arena, Expr *a, const char *text);
Expr *expr_binary(Arena *arena, Expr *a, const char *text, Expr *b);
Expr *expr_choice(Arena *arena, Expr *a, Expr *b, Expr *c);
Expr *expr_cast(Arena *arena, const Type *type, Expr *a);
Expr *expr_index(Arena *arena, Expr *a, Expr *b);
Expr *expr_member(Arena *arena, Expr *a, const Member *member);      /* of a record or behind a pointer to one */
Expr *expr_call(Arena *arena, const Type *type, Func *callee, const char *text);
Expr *expr_func(Arena *arena, Func *callee);
Expr *expr_list(Arena *arena, const Type *type);
Expr *expr_add(Expr *call, Expr *argument);       /* to a call or list; the call again */

bool range_within(Range inner, Range outer);
Range range_joined(Range a, Range b);

Stmt *stmt_new(Arena *arena, StmtKind kind);
Stmt *stmt_declare(Arena *arena, Var *var, Expr *value);
Stmt *stmt_expr(Arena *arena, Expr *a);
Stmt *stmt_set(Arena *arena, Expr *place, const char *text, Expr *value);
Stmt *stmt_text(Arena *arena, const char *text);
Stmt *stmt_if(Arena *arena, Expr *condition);
Stmt *stmt_return(Arena *arena, Expr *value);
void  block_add(Arena *arena, Block *block, Stmt *stmt);
void  block_insert(Arena *arena, Block *block, int place, Stmt *stmt);

/* ---- printing (print.c) ---- */

/* The program's records, globals and functions as far as they are used.  Names of functions and globals end in `suffix`. */
void program_print(Text *out, Program *program, const char *suffix, bool with_records);

/* What the case runner calls: f(1.0, random(3, 0.1, 0.9)). */
void program_print_call(Text *out, const Program *program, const char *suffix);

/* ---- walking (walk.c) ---- */

typedef struct Walk {
    void *data;
    void (*block)(struct Walk *walk, Block *block);                  /* before its statements */
    void (*expr)(struct Walk *walk, Expr **place, bool is_place);     /* before its operands; is_place: its address matters */
    void (*func)(struct Walk *walk, Func *func);
    VEC(Func *) seen;
    Arena *arena;
} Walk;

/* The function under test and each that it calls, once; in the same order every time. */
void walk_program(Walk *walk, Program *program);

/* One function's statements. */
void walk_body(Walk *walk, Block *block);

bool stmt_uses(Arena *arena, Stmt *stmt, const Var *var);

#endif
