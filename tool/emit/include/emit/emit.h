#ifndef ADGEN_EMIT_EMIT_H
#define ADGEN_EMIT_EMIT_H

#include "base/text.h"
#include "ir/ir.h"

/* One C translation unit with the given functions, in order: what they need of the source (includes, types, static
 * functions and tables, prototypes), then the functions.  `output` is the path it will be written to (for relative
 * includes), or NULL. */
void emit_unit(Text *out, const Program *p, Func *const *funcs, int count, const char *output);

/* Their prototypes, with an include guard made from `path` and extern "C". */
void emit_header(Text *out, const Program *p, Func *const *funcs, int count, const char *path);

/* One function, one expression (for notes and tests). */
void emit_func(Text *out, const Program *p, const Func *func);
void emit_expr(Text *out, const Expr *e);
/* A prototype, without the semicolon. */
void emit_prototype(Text *out, const Program *p, const Func *func);

#endif
