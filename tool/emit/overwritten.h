#ifndef ADGEN_EMIT_OVERWRITTEN_H
#define ADGEN_EMIT_OVERWRITTEN_H

#include "ir/ir.h"

/*
 * overwritten_twice - whether a loop copies two elements elsewhere and overwrites them in the same iteration:
 *
 *     x_at[i] = x[i]; v_at[i] = v[i]; … v[i] = …; x[i] = …;
 *
 * gcc 12.2 with -O3 (-ftree-loop-distribution with -ftree-loop-distribute-patterns) makes a memcpy of such a copy and puts it
 * behind the loop that overwrites, where an element of another type is read at an index that is read, too.
 */
bool overwritten_twice(const Block *body);

#endif
