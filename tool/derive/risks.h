#ifndef ADGEN_DERIVE_RISKS_H
#define ADGEN_DERIVE_RISKS_H

#include "context.h"

/*
 * Whether what is asked for behind number `last` does no harm before number `first`, where its operands are the same.
 *
 * Where the program may end in between, by exit, assert or unknown code, it may have done so lest an integer be divided by zero
 * or a null pointer be followed: then only what is defined for all values does none.
 */
bool risks_none(const Derive *d, const Expr *e, int first, int last);

#endif
