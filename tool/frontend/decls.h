#ifndef ADGEN_FRONTEND_DECLS_H
#define ADGEN_FRONTEND_DECLS_H

#include "front.h"

/* A function, variable, type or enum constant of the file level, with all its declarations. */
typedef struct Decl Decl;
struct Decl {
    const char *name;
    CXCursor    definition;      /* a null cursor where there is none */
    int         order;           /* of its first declaration in the translation unit */
    VEC(CXCursor) all;           /* every declaration, in order */
    VEC(Decl *) refers;          /* functions that its definition names; known once written.c has looked */
    VEC(Decl *) referred;        /* those whose definitions name it, where it is a function; likewise */
};

/* Read every declaration of the file level, in all files. */
Decls *decls_read(Front *front);

/* That of a cursor which is a declaration of it, or NULL (a builtin, a local). */
Decl *decls_find(const Front *front, CXCursor declaration);

/* All of them, in order. */
int   decls_count(const Front *front);
Decl *decls_at(const Front *front, int i);

/* Every single declaration, in order. */
int      decls_cursor_count(const Front *front);
CXCursor decls_cursor(const Front *front, int i);

/* What the ordinary name (not a tag) declares, or NULL. */
Decl *decls_named(const Front *front, const char *name);

/* Whether the file is a system's (found through a system folder). */
bool decls_in_system_header(CXCursor declaration);

/* Lower the bodies that are queued and the initialisers of globals, in all files, and what they queue, to the end; then
 * put the program's functions in the order of the source. */
void decls_lower_all(Link *link);

#endif
