#ifndef ADGEN_FRONTEND_LINK_H
#define ADGEN_FRONTEND_LINK_H

/*
 * What several files have for one another, as a linker and C's rules for compatible types see it.
 *
 * A function or variable with external linkage belongs to the file that defines it, a type to the first file that has
 * it (in a header, if some file has it from there).  With one file everything belongs to it.
 */

#include "decls.h"
#include "front.h"

/* One file's declarations of something. */
typedef struct Declared {
    Front *front;
    Decl  *decl;
} Declared;

typedef struct DeclaredList {
    VEC(Declared) list;
} DeclaredList;

/* Two records that are taken to be the same. */
typedef struct Twins {
    CXCursor a, b;
} Twins;

struct Link {
    Arena  *arena;
    Diag   *diag;
    VEC(Front *) fronts;
    StrMap *externals;              /* name -> External */
    StrMap *types;                  /* "struct S", "typedef T" -> TypeList */
    StrMap *includes;               /* id of a header -> its Item */
    StrMap *seen;                   /* annotations that were read (requests.c) */
    StrMap *scalars;                /* functions that only compute a number from numbers -> something */
    bool    asked;                  /* something was asked for, rightly or wrongly */
    VEC(Twins) twins;
    VEC(struct Body *) open;        /* functions whose effects are being found (effects.c) */
    Bodies *facts;                  /* trees and facts of function bodies (body.c); NULL until asked for */
};

Link *link_new(Arena *arena, Diag *diag);

/* Index what the files declare, define as macros and include; what they ask of one another is known then.  Refuses what
 * is defined twice or declared in two ways. */
void link_index(Link *link);

bool link_is_one_file(const Link *link);

/* The declaration to ask for instead, and in `owner` the file that has it: the same where it is that file's own. */
CXCursor link_owner(Front *front, CXCursor declaration, Front **owner);
/* The same for a struct, union, enum or typedef. */
CXCursor link_type_owner(Front *front, CXCursor declaration, Front **owner);

/* Every file's declarations of a function or variable of the file level; empty for others. */
DeclaredList link_declarations(Front *front, CXCursor declaration);
/* Whether the function's body is in one of the files. */
bool link_has_body(Front *front, CXCursor function);
/* Whether no file writes the variable: see written_never. */
bool link_written_never(Front *front, CXCursor variable);
/* Whether another file gives the name of this macro another meaning. */
bool link_macro_differs(Front *front, const char *name);

/* ---- link_types.c ---- */

/* Whether the types are compatible, members of records included. */
bool link_same_type(Link *link, CXType a, CXType b);
void link_add_types(Link *link, Front *front);

#endif
