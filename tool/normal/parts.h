#ifndef ADGEN_NORMAL_PARTS_H
#define ADGEN_NORMAL_PARTS_H

#include "base/intern.h"
#include "ir/build.h"
#include "ir/ir.h"
#include "ir/walk.h"

/* The passes of this room, each on a function that is a copy of its own. */

/* A copy of the function: new variables, shared expressions rebuilt for them. */
Func *copy_func(Program *p, const Func *func);

/* A copy of a body whose variables become new variables of `into`; `map` (Var -> Var) holds those that are bound
 * already and gets the others. */
Block *copy_body(Program *p, Func *into, const Block *body, Map *map);

/* Put the bodies of functions that may touch active data in the place of their calls. */
void inline_calls(Program *p, Func *func);

/* Replace pointers that stand for one place all their life by the place. */
void pointers_replace(Program *p, Func *func);

/* Let jumps stand at tails only. */
void exits_to_tails(Program *p, Func *func);

#endif
