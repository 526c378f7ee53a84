#ifndef ADGEN_DERIVE_REGISTERED_PARTS_H
#define ADGEN_DERIVE_REGISTERED_PARTS_H

#include "context.h"

/* double g_vjp(double x, double *x_adj, double result_adj). */
const char *registered_vjp_signature(Program *p, const Func *func);

/* Refuse what a call of a function with a registered derivative cannot be, in the pass backward.  True: it is refused. */
bool registered_refuses(Derive *d, const Stmt *s, const Pair *pair);

/* Refuse the call, for the reason given; true. */
bool registered_refuse(Derive *d, const Stmt *s, const char *why, const char *advice);

/* Forward mode: the call, with the tangents. */
void registered_tangent(Derive *d, Stmt *s, const Pair *pair, Block *out);

/* The call of the registered derivative, and what hands its results on. */
Block *registered_adjoint(Derive *d, const Stmt *s, const Pair *pair);

#endif
