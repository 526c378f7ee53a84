#ifndef ADGEN_EMIT_CLASH_H
#define ADGEN_EMIT_CLASH_H

#include "base/diag.h"
#include "needs.h"

/*
 * Where the source is several files: what the functions need of them must fit into one.  A static function or variable
 * whose name another file needs for something else gets another name, in the program; for anything else that is an
 * error, `adgen-clash`.  What has the same text in two files is the same afterwards.  Returns whether anything has got
 * another name.
 */
bool clash_settle(Arena *arena, const Program *p, Needs *needs, Func *const *funcs, int count, Diag *diag);

#endif
