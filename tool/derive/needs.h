#ifndef ADGEN_DERIVE_NEEDS_H
#define ADGEN_DERIVE_NEEDS_H

#include "context.h"

/* What the evaluation of expressions reads, given piece by piece to whom it may concern. */
typedef struct Reads {
    void (*var)(void *data, Var *var);              /* a register */
    void (*place)(void *data, const Expr *place);   /* memory, as a whole: a scalar or a record */
    void (*unknown)(void *data);                    /* nobody knows what */
    void *data;
} Reads;

/* What evaluating the expression reads; what finding the place reads that is assigned. */
void needs_value(const Reads *reads, const Expr *e);
void needs_target(const Reads *reads, const Expr *place);

/* What the backward part of a statement reads: its adjoint statements, as of just before the statement; and what says
 * how often it runs, and the value that it has assigned. */
void needs_of_adjoint(Derive *d, const Stmt *s, const Reads *reads);
void needs_of_control(Derive *d, const Stmt *s, const Reads *reads);

#endif
