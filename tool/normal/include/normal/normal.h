#ifndef ADGEN_NORMAL_NORMAL_H
#define ADGEN_NORMAL_NORMAL_H

#include "base/diag.h"
#include "base/intern.h"
#include "ir/ir.h"

/*
 * normal_prepare - a copy of a function in the form that the derivation works on.
 *
 * - Calls of visible functions that may touch active data (a real or a pointer to memory that holds reals goes in or
 *   out, or a global real is touched) are inlined, callees first, with their variables' names kept.  Calls of
 *   recursive functions are left CALLs, with `share` also those of large functions that would be copied often.
 * - Pointer variables that only ever stand for one place that does not change while they are used (an inlined
 *   parameter bound to `a`, to `&x`, to `a + 3 * n`) are replaced by it, so that *p with p = &x becomes x; variables
 *   whose address is no longer taken become registers.
 * - RETURN, BREAK and CONTINUE stand only at tails: at the end of the body of their loop (function), or at the end of
 *   a branch of an IF that is itself the last statement of such a list.  Where nesting cannot do that without copying
 *   statements, an int flag does.  RETURN stands only at the end of the function, once: `return result;` or none.
 *
 * Requires: verified IR.  Keeps: the given function.  The new function has the same name, parameters and meaning.
 */
Func *normal_prepare(Program *p, Func *func, bool share, Diag *diag);

/* The same for a prepared function into which calls have been put: inlines them. */
void normal_again(Program *p, Func *func, bool share, Diag *diag);

/* A call through a pointer as one of `target`: of a function that has a formula, an assignment. */
Stmt *normal_direct_call(Program *p, const Stmt *call, Func *target);

/* Let a prepared function that calls `origin`, of which it is a copy, do without for small sizes for which it does so more
 * than once: what is computed then is written out. */
void normal_peel(Program *p, Func *func, const Func *origin);

/* Whether the function calls itself, directly or through others. */
bool normal_is_recursive(const Func *func);

/* A prepared function with the parameters of this one that does nothing but call it. */
Func *normal_call_of(Program *p, Func *func);

/* A place in its simplest form, once one has come to stand for a pointer in it: (a + i)[k] is a[i + k]. */
const Expr *normal_place(Program *p, const Expr *e);

/* A copy of a body whose variables become new variables of `into`.  `map` (Var to const Expr) holds those that have
 * something to stand for them already, and gets the others. */
Block *normal_copy_body(Program *p, Func *into, const Block *body, Map *map);

/* A copy of statements for another place in the same function: what they declare is declared there again.  `at` stands for
 * `counter`; NULL: there is none. */
Block *normal_twin(Program *p, Func *func, const Block *block, const Var *counter, const Expr *at);

/* The type with the lengths of variable-length arrays in terms of what stands for the variables. */
const Type *normal_copy_type(Program *p, Func *into, const Type *type, Map *map);

#endif
