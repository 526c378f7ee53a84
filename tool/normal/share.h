#ifndef ADGEN_NORMAL_SHARE_H
#define ADGEN_NORMAL_SHARE_H

#include "base/intern.h"
#include "ir/ir.h"

/* How often the body of each function would stand in the root's, were all calls inlined: Func to long; up to a limit. */
Map *share_count(Arena *arena, const Func *root);

/* Whether so many copies of a body of that size are too many, and the function can be called instead. */
bool share_pays(const Map *counts, const Func *func, int stmts);

#endif
