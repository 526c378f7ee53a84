#ifndef ADGEN_DERIVE_DERIVE_H
#define ADGEN_DERIVE_DERIVE_H

#include "base/diag.h"
#include "ir/ir.h"

/*
 * derive_request - the derivative that one annotation asks for, as a new function of the program.
 *
 * Requires: verified IR; bodies in normal form (normal_prepare).   Keeps: the source's functions unchanged.
 * Returns NULL where the function cannot be differentiated correctly: every reason has then been reported to `diag`.
 */
Func *derive_request(Program *p, const Request *request, Diag *diag);

#endif
