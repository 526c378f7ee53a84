#ifndef ADGEN_DERIVE_PARTS_INNER_H
#define ADGEN_DERIVE_PARTS_INNER_H

/* What the files of parts share. */

#include "keep.h"
#include "parts.h"

/* What a parameter of a part stands for (parts.h). */
typedef enum Role {
    ROLE_VALUE, ROLE_BEFORE, ROLE_BEHIND, ROLE_ADJOINT, ROLE_STRIDE, ROLE_RESULT, ROLE_RESULT_ADJOINT
} Role;

typedef struct Meaning {
    Role role;
    int  arg;          /* of the routine; -1: none */
} Meaning;

/* What the adjoint of one call is made of. */
typedef struct Kept {
    VEC(Func *) parts;          /* of the active arguments */
    Var       **before;         /* copies, by argument; NULL: it stays */
    Var       **behind;
    VEC(Var *)  own;            /* those of them that were made for this call */
} Kept;

/* One call's adjoint under construction. */
typedef struct Call {
    Derive          *d;
    const Stmt      *s;
    const CallParts *parts;
    const Kept      *kept;
    Block           *out;
    Block           *after;     /* behind the parts */
} Call;

int     parts_index(const CallParts *parts, const char *name, size_t length);
Meaning parts_meaning(const CallParts *parts, const Var *param);

/* The argument that is the stride ("inc"), or leading dimension ("ld"), of a pointer argument: an index; or -1. */
int     parts_stride_index(const CallParts *parts, const char *prefix, int arg, Arena *arena);

/* A number that describes what the pointer argument leads to: "_runs", or "_length". */
const Expr *parts_size(const Call *c, int arg, const char *what);

/* ---- parts_fold.c: arithmetic on constants ---- */

const Expr *parts_fold(Derive *d, const Expr *e);

/* The statements folded, with the branches that are taken alone where that is known. */
void parts_prune(Derive *d, const Block *block, Block *out);

#endif
