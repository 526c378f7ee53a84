#ifndef ADGEN_IR_DUMP_H
#define ADGEN_IR_DUMP_H

#include <stdbool.h>

#include "base/text.h"
#include "ir/ir.h"

/* The IR as text that reads back: one format for all stages, deterministic.  `remark`, if given, returns what a stage
 * knows about a variable ("active") or NULL; it is printed after the type. */
void ir_dump_func(Text *out, const Func *func, const char *(*remark)(void *data, const Var *var), void *data);
void ir_dump_program(Text *out, const Program *program);
void ir_dump_expr(Text *out, const Expr *e);

/* Read what ir_dump_program wrote; NULL and an error in `diag` where the text is none. */
Program *ir_read_program(Arena *arena, const char *text, const char *file, Diag *diag);

/* Check the IR's rules (types, scopes, one declaration for each variable, jumps inside loops, FOR's conditions).
 * Returns true, or false and the first violation in `why` (a few hundred bytes). */
bool ir_verify_func(const Program *program, const Func *func, char *why, unsigned long room);
/* The same for every function; a violation is a bug in adgen (BUG names the stage). */
void ir_verify(const Program *program, const char *stage);

#endif
