#ifndef ADGEN_EMIT_NAMES_H
#define ADGEN_EMIT_NAMES_H

#include "base/intern.h"
#include "ir/ir.h"

/* What a function's variables are called in C. */
typedef struct Names Names;

/*
 * names_assign - give each variable of the function a name that C takes for it.
 *
 * A variable has the name that it proposes, unless a variable whose scope overlaps has it, or the function uses a
 * function, global, macro or type of that name, or C does; then name_2, name_3 ...  Parameters choose first, then the
 * user's variables, then ours.  `unit`, if given, holds further names that only parameters may have: those of the
 * translation unit, which locals must not hide.  Deterministic, and linear but for binary searches.
 */
Names *names_assign(Arena *arena, const Func *func, const StrMap *unit);

const char *names_of(const Names *names, const Var *var);
/* Whether one of the variables is called that. */
bool names_has(const Names *names, const char *name);
/* The flag of a LOOP_AGAIN. */
const char *names_of_flag(const Names *names, const Stmt *loop);

/* How many expressions of the function read the variable; how many statements assign the whole of it after its
 * declaration. */
int names_reads(const Names *names, const Var *var);
int names_writes(const Names *names, const Var *var);

/* Whether only text that may set the variable mentions it, this one first: compilers would warn. */
bool names_set_by_text(const Names *names, const Var *var, const Opaque *text);

#endif
