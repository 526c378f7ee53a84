#ifndef ADGEN_DERIVE_COLUMNS_H
#define ADGEN_DERIVE_COLUMNS_H

#include "context.h"

/*
 * Whether the loop, with a single one in it, goes through an array by columns, and through none by rows:
 *
 *     for j { for i { s += x[i * k + j] * w[j]; } }
 *
 * Its backward pass, which needs nothing that the loop keeps, can then take the two in the other order; what sums up
 * the values cannot, without another order of its additions.
 */
bool columns_first(const Derive *d, const Stmt *loop);

#endif
