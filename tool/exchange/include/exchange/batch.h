#ifndef ADGEN_EXCHANGE_BATCH_H
#define ADGEN_EXCHANGE_BATCH_H

#include "ir/ir.h"

/*
 * batch_func - loops that call slow functions between loops inside of them go through their iterations in batches.
 *
 *     for (i = 0; i < n; i++) {                             for (left = n; left > 0; left -= 16) {
 *         double sum = 0.0;                                     int first = n - left, count = left < 16 ? left : 16;
 *         for (j = 0; j < m; j++)                               double sum_at[16], z_adj_at[16];
 *             sum += A[i * m + j] * x[j];                       for (k = 0; k < count; k++) {
 *         double z = exp(sum);                                      double sum = 0.0;
 *         all += log(1.0 + z);                    ->                for (j = 0; j < m; j++)
 *         double z_adj = z / (1.0 + z);                                 sum += A[(first + k) * m + j] * x[j];
 *         for (j = 0; j < m; j++)                                   sum_at[k] = sum;
 *             x_adj[j] += z_adj * A[i * m + j];                 }
 *     }                                                         for (k = 0; k < count; k++) {
 *                                                                   double z = exp(sum_at[k]);
 *                                                                   all += log(1.0 + z);
 *                                                                   z_adj_at[k] = z / (1.0 + z);
 *                                                               }
 *                                                               for (k = 0; k < count; k++)
 *                                                                   for (j = 0; j < m; j++)
 *                                                                       x_adj[j] += z_adj_at[k] * A[(first + k) * m + j];
 *                                                           }
 *
 * The calls then stand in a loop with nothing else in it, which compilers vectorise where they may use vector versions of them;
 * the others are such that four of their iterations may be taken at once (jam.h).  What one loop leaves for the next waits in
 * short arrays.  Only where nothing that comes later in an iteration is what an earlier part of others reads or writes: but
 * for sums of adjoints.
 *
 * Every register and every element is written the same values in the same order; but that elements of adjoints which several
 * loops of one nest add to may be added up in another order.
 *
 * Requires: a simplified function.  Keeps: its meaning.  Returns whether there were any.
 */
bool batch_func(Program *p, Func *func);

#endif
