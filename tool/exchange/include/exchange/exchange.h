#ifndef ADGEN_EXCHANGE_EXCHANGE_H
#define ADGEN_EXCHANGE_EXCHANGE_H

#include "ir/ir.h"

/*
 * exchange_func - make the innermost loops of a derivative go through memory element by element.
 *
 *     for (j = 0; j < n; j++) {                             for (k = 0; k < m; k++) {
 *         double sum_adj = y_adj[j];                            double sum = x_adj[k], x_k = x[k];
 *         y_adj[j] = 0.0;                                       for (j = 0; j < n; j++) {
 *         for (k = 0; k < m; k++) {                  ->             sum += y_adj[j] * b[k * n + j];
 *             x_adj[k] += sum_adj * b[k * n + j];                   b_adj[k * n + j] += y_adj[j] * x_k;
 *             b_adj[k * n + j] += sum_adj * x[k];               }
 *         }                                                     x_adj[k] = sum;
 *     }                                                     }
 *                                                           for (j = 0; j < n; j++)
 *                                                               y_adj[j] = 0.0;
 *
 * A loop around a nest of loops becomes the innermost one.  What it does before the nest and behind it gets a loop of its own;
 * a sum that begins at zero, runs through the nest and is stored behind it is added up where it is stored.  Only where every
 * place that is written is surely another one than all that is read, and where fewer places are left that the innermost
 * loop goes through in steps, where a sum that waits for itself becomes a sum of rows, or a filter's loop an outer one.
 *
 * Every sum of the primal's keeps the order of its additions; sums of adjoints may come in another order.
 *
 * Requires: a simplified function.  Keeps: its meaning but for that rounding.  Returns whether there were any.
 */
bool exchange_func(Program *p, Func *func);

#endif
