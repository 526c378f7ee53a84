#ifndef ADGEN_NORMAL_NORMAL_H
#define ADGEN_NORMAL_NORMAL_H

#include "base/diag.h"
#include "ir/ir.h"

/*
 * normal_prepare - a copy of a function in the form that the derivation works on.
 *
 * - Calls of visible functions that may touch active data (a real or a pointer to memory that holds reals goes in or
 *   out, or a global real is touched) are inlined, callees first, with their variables' names kept.  A recursive call
 *   is left a CALL and reported by the derivation if active.
 * - Pointer variables that only ever stand for one place that does not change while they are used (an inlined
 *   parameter bound to `a`, to `&x`, to `a + 3 * n`) are replaced by it, so that *p with p = &x becomes x; variables
 *   whose address is no longer taken become registers.
 * - RETURN, BREAK and CONTINUE stand only at tails: at the end of the body of their loop (function), or at the end of
 *   a branch of an IF that is itself the last statement of such a list.  Where nesting cannot do that without copying
 *   statements, an int flag does.  RETURN stands only at the end of the function, once: `return result;` or none.
 *
 * Requires: verified IR.  Keeps: the given function.  The new function has the same name, parameters and meaning.
 */
Func *normal_prepare(Program *p, Func *func, Diag *diag);

#endif
