#ifndef ADGEN_FRONTEND_FRONT_H
#define ADGEN_FRONTEND_FRONT_H

/*
 * What the files of this room share: one run of the frontend over one C file.  Where there are several, each has its
 * Front; they share the program, and link.h knows what one of them has for another.
 *
 * session (clang.c) parses; requests.c finds what is asked for; decls.c makes a Func, Var or Field of a declaration the
 * first time somebody refers to it, and queues the bodies of functions; stmt.c and its neighbours lower a body to IR.
 */

#include <clang-c/Index.h>
#include <stdbool.h>

#include "base/arena.h"
#include "base/diag.h"
#include "base/intern.h"
#include "base/vec.h"
#include "frontend/frontend.h"
#include "ir/build.h"
#include "ir/ir.h"
#include "ir/type.h"

typedef struct Bodies    Bodies;     /* body.c: what function bodies do */
typedef struct CursorMap CursorMap;
typedef struct Decls     Decls;      /* decls.c: every file-level declaration, by its canonical cursor */
typedef struct Link      Link;       /* link.c: what the files have for one another */
typedef struct Lower     Lower;      /* the lowering's own state for the function in hand */
typedef struct Macros    Macros;     /* macros.c: definitions and uses */
typedef struct History   History;    /* macro_history.c: which definition a macro's name has where */
typedef struct Items     Items;      /* items.c: what has become an Item */
typedef struct Files     Files;      /* source.c: every file that was met */
typedef struct Includes  Includes;   /* includes.c: the main file's #include directives */
typedef struct Pragmas   Pragmas;    /* pragmas.c: those for adgen */
typedef struct Locals    Locals;     /* local.c: what functions declare and generated code needs outside them */

typedef struct Front {
    Program          *program;
    Arena            *arena;
    Arena            *trees;      /* of what bodies are read into, which goes with the cursors */
    Diag             *diag;
    CXIndex           index;
    CXTranslationUnit unit;
    CXFile            main_file;
    const char       *path;         /* of the main file, as it was given */
    Files            *files;
    const FrontendFile *input;
    Link             *link;
    int               number;       /* among the files of the run, from 0 */

    Decls     *decls;
    Macros    *macros;
    History   *history;
    Items     *items;
    Includes  *includes;
    Locals    *locals;
    Pragmas   *pragmas;             /* NULL: not yet looked for */
    CursorMap *macro_items;         /* definition -> Item */
    CursorMap *vars;                /* declaration -> Var */
    CursorMap *funcs;               /* canonical declaration -> Func */
    CursorMap *records;             /* definition (or canonical declaration) -> Record */
    CursorMap *adopted;             /* the same, of those that another file's Record stands for */
    CursorMap *fields;              /* FieldDecl -> Field */
    CursorMap *written;             /* written.c: variable -> Mentions; NULL: not yet looked at */
    Map       *reached;             /* state.c: what functions that are asked for reach by calls; NULL: not looked for yet */
    int        reached_for;         /* so many requests */
    bool       drops_const;         /* the same: some cast makes a pointer to const one that may write */
    VEC(Func *) queue;              /* functions whose bodies are still to be lowered */
    VEC(CXCursor) bodies;           /* of the same */
    VEC(Var *) globals;             /* variables whose initialisers are still to be lowered */
    VEC(CXCursor) initialisers;     /* of the same */
    VEC(Item *) made;               /* the items of this file */

    Func  *func;                    /* the function in hand: front_var gives it its locals; NULL between functions */
    Lower *lower;                   /* set and used by front_lower_body and below it only */
} Front;

/* ---- cursors (cursor.c) ---- */

/* A map from cursors to pointers; NULL where there is nothing. */
CursorMap *cursor_map_new(Arena *arena);
void       cursor_map_put(CursorMap *map, CXCursor key, void *value);
void      *cursor_map_get(const CursorMap *map, CXCursor key);

/* The direct children, in libclang's order. */

typedef struct Cursors {
    CXCursor *items;
    int       count;
} Cursors;

Cursors front_children(Front *front, CXCursor cursor);

bool cursor_is(CXCursor cursor, enum CXCursorKind kind);

/* Copies of libclang's strings, interned in the program; "" for none. */
const char *front_string(Front *front, CXString string);      /* disposes of it */
const char *front_spelling(Front *front, CXCursor cursor);
const char *front_kind_name(Front *front, CXCursor cursor);   /* "GotoStmt", for the default of switches */

/* ---- places and text (source.c) ---- */

/* A place in a file, as the user wrote it: what a macro's body produced stands at the macro's name, what came through
 * a macro's argument stands where the argument was written. */
typedef struct Position {
    CXFile   file;       /* NULL: no file (a builtin, the command line) */
    unsigned offset;
} Position;

Position front_position(CXSourceLocation location);
Loc      front_loc(Front *front, CXCursor cursor);
Loc      front_loc_at(Front *front, CXSourceLocation location);
/* Whether <adgen/runtime.h> declares it, which generated code calls: what is in there is known (ir/runtime.h). */
bool     front_in_runtime(Front *front, CXCursor cursor);
/* Whether it stands in a file that adgen has written. */
bool     front_in_generated(Front *front, CXCursor cursor);
bool     front_in_main_file(const Front *front, CXCursor cursor);

/* Exact source text of a range in file terms; macros are not expanded: a range that starts or ends inside a macro's
 * expansion is widened to the whole use of the macro.  So two neighbours out of one macro have the same text: ask
 * front_shares_macro before carrying text over.  NULL where the ends are in different files. */
char *front_text(Front *front, CXSourceRange range);

/* A token that is a whole literal or name, as it stands where front_position says; NULL where a macro's body made it
 * (see front_macro_literal).  Right for the literals in a macro's arguments too, where front_text is too wide. */
const char *front_token_text(Front *front, CXCursor literal);

/* Start and end (exclusive) of such a range; false where the ends are in different files. */
bool front_extent(Front *front, CXSourceRange range, CXFile *file, unsigned *from, unsigned *to);

/* A file that was read; the same pointer for the same file, by whatever name it was included. */
typedef struct SourceFile {
    const char *path;      /* as clang found it */
    const char *id;        /* the same for the same file, in all translation units */
    const char *text;
    size_t      length;
} SourceFile;

SourceFile *front_file(Front *front, CXFile file);            /* NULL for NULL */
Files      *files_new(Arena *arena);

/* The tokens of the text that front_text would return, comments left out. */
typedef struct FrontToken {
    CXTokenKind kind;
    const char *text;      /* interned */
    unsigned    offset;    /* in the file */
    Loc         loc;
} FrontToken;

typedef struct FrontTokens {
    FrontToken *items;
    int         count;
} FrontTokens;

FrontTokens front_tokens(Front *front, CXSourceRange range);
/* The same between two places of one file (a for's header, say): all tokens that start in [from, to). */
FrontTokens front_tokens_between(Front *front, CXFile file, unsigned from, unsigned to);

/* ---- macros (macros.c) ---- */

/* One use of a macro, not inside another macro's body. */
typedef struct MacroUse {
    const char *name;
    CXFile      file;
    unsigned    from, to;      /* NAME or NAME(arguments), exclusive end */
    int         place;         /* in the main file: where it stands, or the #include through which it comes */
    CXCursor    definition;    /* a null cursor for a predefined one */
    bool        function_like;
} MacroUse;

/* The use of a macro that starts at this place of a file, or NULL. */
const MacroUse *front_macro_use(Front *front, CXFile file, unsigned offset);

/* The innermost written use whose *body* produced the token at this place, or NULL: it was not a macro's body. */
const MacroUse *front_macro_at(Front *front, CXSourceLocation location);

/* Whether the cursor is out of a macro's body that also made (part of) the other: their texts cannot be told apart. */
bool front_shares_macro(Front *front, CXCursor cursor, CXCursor other);

/* How a literal was spelled, where that is the name of an object-like macro whose whole body is that literal (M_PI,
 * COUNT; through other such macros, brackets allowed): the name, and in `item` what declares it; else NULL. */
const char *front_macro_literal(Front *front, CXCursor literal, Item **item);

/* Whether the expression starts at a use of the object-like macro `name` (NULL, INFINITY, …), and what declares it
 * (NULL for a predefined one).  Says nothing about where the expression ends: check its extent if that matters. */
bool front_macro_named(Front *front, CXCursor expression, const char *name, Item **item);

/* ---- declarations (decls.c, types.c, items.c) ---- */

/* A type in the program.  `where` is the declaration or expression that spells it (for errors, and because the lengths
 * of variable-length arrays are its children).  Where `where` does not spell the type (an expression that only has
 * it), a variable length is unknown: take the type of the variable instead.  Never NULL: after an error an opaque
 * type. */
const Type *front_type(Front *front, CXType type, CXCursor where);
/* The same after C's adjustment of parameters: arrays and functions become pointers. */
const Type *front_param_type(Front *front, CXType type, CXCursor where);

/* How many elements a pointer parameter points to, from ADGEN_SIZE or from `double x[n]`; NULL: not said. */
const Expr *front_param_size(Front *front, Func *func, CXCursor parameter);

/* ADGEN_RANGE(lo, hi), or NULL. */
const DrawRange *front_param_range(Front *front, CXCursor parameter);

/* The variable of a declaration: parameter, local, static local, global; the same one each time. */
Var  *front_var(Front *front, CXCursor declaration);
/* The function of a declaration; its body, if visible, is queued. */
Func *front_func(Front *front, CXCursor declaration);
const Field *front_field(Front *front, CXCursor declaration);
/* The record of a struct or union declaration. */
Record *front_record(Front *front, CXCursor declaration);

/* What generated code must contain so that the declaration (function, variable, type, enum constant, macro definition)
 * is known there; NULL where nothing is needed (builtins, locals). */
Item *front_item(Front *front, CXCursor declaration);

/* The items that the text of a cursor (a statement or expression in the main file) needs: for Opaque.uses. */
typedef struct ItemList {
    VEC(Item *) list;
} ItemList;
void front_uses(Front *front, CXCursor cursor, ItemList *uses);

/* Whether it is declared inside a function.  A type that is gets an Item too: its text is moved to file level. */
bool front_is_local(CXCursor declaration);

/* Whether it is a struct, union or enum without a tag: libclang calls it after its typedef, or "struct (unnamed at …)". */
bool front_is_unnamed(Front *front, CXCursor record);

/* A variable of ours. */
Var *front_temp(Front *front, Func *func, const char *name, const Type *type, Loc loc);

/* ---- annotations (annotations.c) ---- */

/* The texts of the ADGEN_ annotations of one declaration cursor, without "adgen-". */
typedef struct Annotation {
    const char *word;        /* "grad", "inactive", "size", … */
    const char *spec;        /* what stood between the macro's brackets, "" */
    Loc         loc;         /* of the macro's use */
    CXCursor    cursor;
} Annotation;

typedef struct Annotations {
    Annotation *items;
    int         count;
} Annotations;

Annotations front_annotations(Front *front, CXCursor declaration);
bool        front_annotated(Front *front, CXCursor declaration, const char *word);

/* ---- lowering: the other half of this room (stmt.c; see lower.h) ---- */

/* The body of a definition.  front->func is `func`.  Never NULL; errors are in front->diag. */
Block *front_lower_body(Front *front, Func *func, CXCursor body);

/* An expression that stands in a type (the length of a variable-length array; integer, converted to no particular
 * type): pure.  Inside a body it may put a temporary before the declaration in hand; for a parameter
 * (front->lower is NULL) it reads parameters only.  NULL after an error (side effects). */
const Expr *front_lower_length(Front *front, CXCursor expression);

/* The initialiser of a global or static local, as DECL takes it; NULL where it is not made of constants. */
const Expr *front_lower_global_init(Front *front, CXCursor initialiser, const Type *type);

#endif
