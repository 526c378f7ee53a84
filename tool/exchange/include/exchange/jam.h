#ifndef ADGEN_EXCHANGE_JAM_H
#define ADGEN_EXCHANGE_JAM_H

#include "ir/ir.h"

/*
 * jam_func - loops of a derivative around such that add to the same elements each time, or read the same, take four of their
 * iterations at once.
 *
 *     for (i = 0; i < n; i++) {                             for (i = 0; i < n / 4 * 4; i += 4) {
 *         double sum_adj = y_adj[i];                            double sum_adj = y_adj[i], …, sum_adj_4 = y_adj[i + 3];
 *         y_adj[i] = 0.0;                                       y_adj[i] = 0.0; …
 *         for (j = 0; j < m; j++) {                  ->         ADGEN_INDEPENDENT
 *             A_adj[i * m + j] += sum_adj * x[j];               for (j = 0; j < m; j++) {
 *             x_adj[j] += sum_adj * A[i * m + j];                   A_adj[i * m + j] += sum_adj * x[j]; …
 *         }                                                         x_adj[j] = x_adj[j] + sum_adj * A[i * m + j] + …;
 *     }                                                         }
 *                                                           }
 *                                                           for (i = n / 4 * 4; i < n; i++)
 *                                                               …
 *
 * What is added to in each of them is read and written once instead of four times; sums of rows do not wait for themselves, but
 * take turns.  Only where no iteration of the inner loop
 * touches what another one writes, which compilers are told, as they could not find out by themselves; where what an iteration
 * of the outer loop does before its inner loops, between and behind them is nothing that those of others touch; and where the
 * inner loops are not known to be short.  Loops in it that only add up registers come along; one that does both becomes two.
 * Whether rows overlap may depend on sizes: `int whole = gap >= 0 ? n / 4 * 4 : 0` asks for that.
 *
 * Every element and every register gets what is added to it in the same order (until simplify_group adds up first what one
 * statement adds to an adjoint).
 *
 * Requires: a simplified function.  Keeps: its meaning, to the last bit; but that elements of adjoints which several loops of
 * one nest may add to may be added up in another order.  Returns whether there were any.
 */
bool jam_func(Program *p, Func *func);

#endif
