#ifndef ADGEN_EXCHANGE_WAIT_H
#define ADGEN_EXCHANGE_WAIT_H

#include "ir/ir.h"

/*
 * wait_func - sums of adjoints that a loop adds to the same elements wait in locals until its end.
 *
 *     for (j = i + 1; j < n; j++)                           double x_adj_sum[3] = {0};
 *         for (k = 0; k < 3; k++) {                         for (j = i + 1; j < n; j++)
 *             x_adj[3 * j + k] += d_adj[k];                     for (k = 0; k < 3; k++) {
 *             x_adj[3 * i + k] -= d_adj[k];         ->              x_adj[3 * j + k] += d_adj[k];
 *         }                                                         x_adj_sum[k] -= d_adj[k];
 *                                                               }
 *                                                           if (i + 1 < n)
 *                                                               for (k = 0; k < 3; k++)
 *                                                                   x_adj[3 * i + k] += x_adj_sum[k];
 *
 * A compiler may not, as what is written in between might be the same memory.  Here what is only added to may be the same, as
 * the order of additions does not matter; nothing may read the elements or assign them: what does is in other objects, or at
 * indices that are all greater, or all less.  Of loops that only add, assign and branch; loops in them have few iterations, whose
 * number is known.  What an iteration does not surely touch stays as it is: it may not exist.
 *
 * Requires: a simplified function.  Keeps: its meaning but for rounding.  Returns whether there were any.
 */
bool wait_func(Program *p, Func *func);

#endif
