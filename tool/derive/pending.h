#ifndef ADGEN_DERIVE_PENDING_H
#define ADGEN_DERIVE_PENDING_H

#include "context.h"

/*
 * The backward pass of a straight line sets the adjoint of a register to zero where its value is assigned, and before all.
 * Most of these zeros nobody reads: another value is the first that is added.  They are written down only where somebody
 * does; what is added to one that is not becomes its value.
 */
typedef struct Pending Pending;

/* All adjoints of registers are zero.  NULL: the function is no straight line with one backward pass. */
Pending *pending_begin(Derive *d);

/* Push one statement of the backward pass, behind the zeros that it reads. */
void pending_push(Pending *pending, Block *out, Stmt *s);

/* The zeros that are still due of the parameters' adjoints, which the caller gets. */
void pending_end(Pending *pending, Block *out);

#endif
