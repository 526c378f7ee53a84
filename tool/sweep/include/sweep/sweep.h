#ifndef ADGEN_SWEEP_SWEEP_H
#define ADGEN_SWEEP_SWEEP_H

#include "ir/ir.h"

/*
 * sweep_func - leave out what is done to adjoints, and copies, that a person would leave out.
 *
 *     b_adj[i] = 0.0; … b_adj[i] += e       ->  b_adj[i] = e, where all elements are known to be zero
 *     x_adj[i] += b_adj[i]; b_adj[i] = 0.0  ->  x_adj[i] += b_adj[i], where nothing reads that zero
 *     a[i] = e; b_adj += e * a_adj[i]       ->  nothing, where nothing reads that a[i], where a_adj[i] is known to be zero
 *     for (…) a[i] = b[i]                   ->  a and b change places, where nothing reads b any more
 *     for (…) kept[i] = u[i]                ->  what u gets next is written to the next row of those that are kept, or what
 *                                               has been written to u is written there in the first place
 *
 * Only of arrays and blocks that the function makes itself and whose pointers it only indexes, copies and frees, so that
 * nothing else can reach them: which of them each pointer leads to, and which elements of it may be other than zero, or
 * may be read before they are written, is followed through the function, ranges of elements by polynomials of what stays
 * the same (zeros.c, reads.c; inplace.c and rows.c for the rows).
 *
 * Requires: a simplified function.  Keeps: its meaning; an adjoint's zero is structural (0.0 + e -> e).  True: something
 * was changed.
 */
bool sweep_func(Program *p, Func *func);

#endif
