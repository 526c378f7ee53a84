#ifndef ADGEN_DERIVE_GUARDS_H
#define ADGEN_DERIVE_GUARDS_H

#include "ir/ir.h"

/*
 * guards_open - what generated code does only where a number is not zero, as a zero contributes nothing.
 *
 *     if (w != 0.0)              if (w != 0.0 || root < 0.0 || root > 0.0)
 *         x_adj += w / root;         x_adj += w / root;
 *
 * The branch is there for infinite slopes alone.  Elsewhere it would hide from a further derivative that w is about to change,
 * so there it is opened: for blocks that do no more than to add, or to assign, what is proportional to w; where they divide by
 * nothing the condition goes altogether.  The same for w != 0.0 ? … : 0.0.  It changes no value.
 */
void guards_open(Program *p, Func *fn);

#endif
