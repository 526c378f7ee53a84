#ifndef ADGEN_IR_HELPERS_H
#define ADGEN_IR_HELPERS_H

#include "ir/ir.h"

/* What generated code brings along: static functions, as text. */

/* One of them, of this name and text; NULL: the program has another function of that name.  is_new: it has just been made, and
 * what its text needs is to be added to its item's uses. */
Func *helper_function(Program *p, const char *name, const char *text, const Type *result, const Type *const *params, int count,
                      Loc loc, bool *is_new);

/* One that gets memory, and ends the program where there is none: it returns void *. */
Func *helper_memory(Program *p, const char *name, const char *text, const Type *const *params, int count, Loc loc);

/* void *adgen_allocate(long count, size_t size) */
Func *helper_allocator(Program *p, Loc loc);

/* free(pointer); */
Stmt *helper_free(Program *p, const Expr *pointer, Loc loc);

#endif
