#ifndef ADGEN_EXCHANGE_WAIT_H
#define ADGEN_EXCHANGE_WAIT_H

#include "ir/ir.h"

typedef enum WaitWhat {
    WAIT_ROWS,        /* elements behind a pointer, one by one or in a row */
    WAIT_BLOCKS       /* those of arrays that are members, and of matrices */
} WaitWhat;

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
 * number is known.  What an iteration does not surely touch stays as it is: it may not exist.  Where the element is assigned right
 * before the loop it does, and the sum begins with that.
 *
 * Blocks are what nests of such loops go through, as a whole, in each iteration of a loop in which others may be long:
 *
 *     for (t = steps - 1; t >= 0; t--)                      double move_total[2][2] = {0};
 *         for (i = 0; i < 2; i++)                           for (t = steps - 1; t >= 0; t--)
 *             for (k = 0; k < 2; k++)               ->          …
 *                 model_adj->move[i][k] += …                            move_total[i][k] += …
 *                                                           if (steps > 0)
 *                                                               …
 *                                                                       model_adj->move[i][k] += move_total[i][k];
 *
 * Requires: a simplified function.  Keeps: its meaning but for rounding.  Returns whether there were any.
 */
bool wait_func(Program *p, Func *func, WaitWhat what);

#endif
