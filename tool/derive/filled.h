#ifndef ADGEN_DERIVE_FILLED_H
#define ADGEN_DERIVE_FILLED_H

#include "context.h"

/*
 * filled_each_time - whether every iteration of the loop writes all of a block before it reads any of it, or hands it to a
 * function: the block serves each iteration alone, although what reads it may read all of it.
 *
 * The block is allocated before the loop, or is an array, and used nowhere else.  What nested FORs write are ranges of
 * polynomials, which have to join to the block's extent; or to all that the function ever writes of it.
 */
bool filled_each_time(Derive *d, int object, const Stmt *loop);

#endif
