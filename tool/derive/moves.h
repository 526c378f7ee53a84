#ifndef ADGEN_DERIVE_MOVES_H
#define ADGEN_DERIVE_MOVES_H

#include "ir/ir.h"

/*
 * moves_find - for each parameter of a function, whether other pointers may be set from it or from what it leads to.
 *
 * False only for a pointer to reals, or to records or arrays of reals, that is no more than followed, compared, and
 * handed to functions that do no more with it.   Requires: a visible body.
 */
const bool *moves_find(Program *p, const Func *func);

#endif
