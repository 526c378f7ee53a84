#ifndef ADGEN_DERIVE_GLOBALS_H
#define ADGEN_DERIVE_GLOBALS_H

#include "context.h"

/* The global variable that holds the adjoint of this one: name_adj, made where there is none yet.  Like the shadow of an
 * in-out parameter it holds, on entry of a derivative, the adjoint of what the variable holds afterwards, on return
 * that of what it held before. */
Var *globals_shadow(Derive *d, Var *var);

#endif
