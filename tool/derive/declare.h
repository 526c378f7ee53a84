#ifndef ADGEN_DERIVE_DECLARE_H
#define ADGEN_DERIVE_DECLARE_H

#include "context.h"

/*
 * declare_vars - declare every variable of a generated function once: in the innermost block that holds all its uses,
 * before the first of them.
 *
 * Declarations of arrays and records that stand there already keep their initialisers; elsewhere the initialiser becomes
 * assignments.  Requires: only arrays, records and the like are declared so far.
 */
void declare_vars(Program *p, Func *fn, Diag *diag);

/* Statements that give a place the value of an initialiser, or zero (NULL). */
void declare_fill(Program *p, Func *fn, Block *out, const Expr *place, const Expr *init);

#endif
