#ifndef ADGEN_GATHER_GATHER_H
#define ADGEN_GATHER_GATHER_H

#include "ir/ir.h"

/*
 * gather_func - turn loops of a derivative that scatter into loops that gather: innermost ones, and nests of two.
 *
 *     for (i = 1; i < n - 1; i++) {                for (i = 2; i < n - 2; i++)
 *         x_adj[i - 1] += a * y_adj[i];     ->         x_adj[i] += a * y_adj[i + 1] + b * y_adj[i - 1];
 *         x_adj[i + 1] += b * y_adj[i];            and the elements at both ends, one by one
 *     }
 *
 * The transpose of a stencil, taken literally, reads, changes and writes several neighbours in each iteration, each
 * waiting for the one before: compilers cannot vectorise it.  Turned round, each element is written once.  Additions to
 * other rows get loops of their own, and clears come last.
 *
 * Where a loop stands alone in another one and adds to neighbours in other rows, too, that goes for the rows as well: those
 * that get all shares are gathered, those at the rim get theirs from one iteration after the other, as before.
 *
 * Only loops whose other arrays are surely others; sums come in another order.
 *
 * Requires: a simplified function.  Keeps: its meaning but for rounding.  Returns whether there were any.
 */
bool gather_func(Program *p, Func *func);

#endif
