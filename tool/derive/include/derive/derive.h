#ifndef ADGEN_DERIVE_DERIVE_H
#define ADGEN_DERIVE_DERIVE_H

#include "base/diag.h"
#include "ir/ir.h"

/* The functions that several derivatives of one program share. */
typedef struct Pairs Pairs;

/*
 * derive_request - the derivative that one annotation asks for, as a new function of the program.
 *
 * Requires: verified IR; bodies in normal form (normal_prepare).   Keeps: the source's functions unchanged.
 * Returns NULL where the function cannot be differentiated correctly: every reason has then been reported to `diag`.
 * The function may have a second version (Func.apart), which derive_join makes it call.
 */
Func *derive_request(Program *p, Request *request, Pairs *pairs, Diag *diag);

/* The first thing that the derivative does: to call its second version instead, where that can be.  It must not be changed
 * after that. */
void derive_join(Program *p, Func *made);

/*
 * derive_second - what a request of second order asks for, from the gradient that derive_first_request asks for: that function, with
 * tangents beside its values and adjoints (forward over reverse).
 *
 * Requires: the gradient is simplified, and the bodies of all functions that it calls have been made (derive_pair).
 */
Request *derive_first_request(Program *p, const Request *second);
Func    *derive_second(Program *p, const Request *request, Func *gradient, Pairs *pairs, Diag *diag);

/*
 * derive_dense - the Jacobian or Hessian, by calling the derivative that derive_dense_request asks for once for each column or
 * row.  That becomes static.
 */
Request *derive_dense_request(Program *p, Request *request);
Func    *derive_dense(Program *p, const Request *request, Func *inner, Diag *diag);

/*
 * derive_pair - the forward and the backward half of the next function that derivatives made so far call (the first may
 * be NULL); then, one by one, as the second, functions of adgen's own that they call (Func.parts).
 *
 * To be repeated until it returns false: nothing is left, or (as `diag` knows) one cannot be differentiated.
 */
bool derive_pair(Program *p, Pairs *pairs, Diag *diag, Func *halves[2]);

/* No functions yet.  With `share`, large functions that are called often are differentiated once, not in each place. */
Pairs *pairs_new(Program *p, bool share);

/* Whether a generated function, simplified, writes only what C lets it write; refused are adjoints of const members. */
bool derive_is_writable(const Func *made, Diag *diag);

#endif
