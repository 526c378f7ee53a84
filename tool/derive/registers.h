#ifndef ADGEN_DERIVE_REGISTERS_H
#define ADGEN_DERIVE_REGISTERS_H

#include "context.h"

typedef struct Registers Registers;

/* Where each variable is read and written: one pass over the function, and one over each loop that is asked about. */
Registers *registers_find(Derive *d);

/* Whether the variable's value on entry of an iteration may be read in it (or after it in the same iteration's test). */
bool registers_carried(Registers *r, const Stmt *loop, const Var *var);

/* The same of its value just before one statement, whatever reads it there. */
bool registers_carried_to(Registers *r, const Stmt *loop, const Var *var, const Stmt *at);

/* Whether the variable is read anywhere outside the loop. */
bool registers_read_outside(Registers *r, const Stmt *loop, const Var *var);

/* Whether an active register may hold an infinite value although all inputs are finite: a logarithm, a power or a quotient has gone
 * into it. */
bool registers_may_be_infinite(Registers *r, const Var *var);

/* Whether what s assigns to a register surely goes, by assignments to registers that run whenever s does, into the
 * function's result: not only under a condition, in a loop that may not run, or by way of memory. */
bool registers_surely_used(Registers *r, const Stmt *s);

/* The innermost loop each of whose iterations uses the variable for itself alone; NULL: the function. */
Stmt *registers_home(Registers *r, const Var *var);

/* What a statement itself assigns as a whole variable, or NULL. */
Var *registers_written(const Stmt *s);

#endif
