#ifndef ADGEN_DERIVE_PARTS_INNER_H
#define ADGEN_DERIVE_PARTS_INNER_H

/* What the files of parts share. */

#include "keep.h"
#include "parts.h"

/* What a parameter of a part stands for (parts.h). */
typedef enum Role {
    ROLE_VALUE, ROLE_BEFORE, ROLE_BEHIND, ROLE_ADJOINT, ROLE_TANGENT, ROLE_ACTIVE, ROLE_STRIDE, ROLE_RESULT,
    ROLE_RESULT_ADJOINT, ROLE_RESULT_TANGENT
} Role;

typedef struct Meaning {
    Role role;
    int  arg;          /* of the routine; -1: none */
} Meaning;

/* What the derivative of one call is made of. */
typedef struct Kept {
    VEC(Func *) parts;          /* of the active arguments */
    Var       **before;         /* copies, by argument; NULL: it stays */
    Var       **behind;
    VEC(Var *)  own;            /* those of them that were made for this call */
} Kept;

/* One call's derivative under construction. */
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

/* Whether and how a part of an argument of the call has something to do. */
typedef enum Use { USE_RUN, USE_SKIP, USE_REFUSE } Use;

Use  parts_use_of(Derive *d, const Stmt *s, const Func *part, int own);
void parts_refuse(Derive *d, const Stmt *s, const Func *part);

/* The libraries forbid an output that overlaps another argument; what is plainly the same memory is refused. */
void parts_check_overlap(Derive *d, const Stmt *s);

/* Whether the name ends like this, and is longer: then how long it is without. */
bool parts_ends(const char *name, const char *suffix, size_t *stem);

/* Put the part in place. */
void parts_inline(Call *c, Func *part);

/* A number that describes what the pointer argument leads to: "_runs", or "_length". */
const Expr *parts_size(const Call *c, int arg, const char *what);

/* ---- parts_fold.c: arithmetic on constants ---- */

const Expr *parts_fold(Derive *d, const Expr *e);

/* The statements folded, with the branches that are taken alone where that is known. */
void parts_prune(Derive *d, const Block *block, Block *out);

#endif
