#ifndef ADGEN_SIMPLIFY_GROUP_H
#define ADGEN_SIMPLIFY_GROUP_H

#include "ir/ir.h"

/* Sums that go to one element of an adjoint become one where they meet: in a list of statements, what is added first waits for
 * what is added last, if nothing in between reads the element, or changes what is added. */
void group_meet(Program *p, Func *func);

#endif
