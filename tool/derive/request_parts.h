#ifndef ADGEN_DERIVE_REQUEST_PARTS_H
#define ADGEN_DERIVE_REQUEST_PARTS_H

#include "context.h"

/* A derivation that has not begun. */
Derive *request_new(Program *p, const Request *request, Pairs *pairs, Diag *diag);

/* The function in normal form.  Adjoints in what has been derived are values like others now. */
Func *request_prepare(Program *p, Func *func, Mode mode, const Pairs *pairs, Diag *diag);

/* The function of one derivative, both passes in it; NULL where there was an error.  `fn` is what is differentiated,
 * `before` the number of errors before it was prepared. */
Func *request_whole(Derive *d, Func *fn, const Type *result, int before);

#endif
