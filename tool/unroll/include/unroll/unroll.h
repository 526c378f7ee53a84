#ifndef ADGEN_UNROLL_UNROLL_H
#define ADGEN_UNROLL_UNROLL_H

#include "ir/ir.h"

/*
 * unroll_func - write out short loops through small arrays, so that these become scalars.
 *
 *     for (j = i + 1; j < n; j++) {                         for (j = i + 1; j < n; j++) {
 *         double square = 0.01;                                 double d_0 = x[3 * j] - x[3 * i];
 *         for (k = 0; k < 3; k++) {                             double square = 0.01 + d_0 * d_0;
 *             d[k] = x[3 * j + k] - x[3 * i + k];     ->        double d_1 = x[3 * j + 1] - x[3 * i + 1];
 *             square += d[k] * d[k];                            square += d_1 * d_1;
 *         }                                                     …
 *         …                                                 }
 *     }
 *
 * Compilers unroll such loops, but late: an array in memory that each iteration of the loop around them writes anew keeps
 * that from being vectorised.  Only where that loop has no others in it then, and stays short enough to be read; and only
 * arrays of a few elements that nothing but loops of known length and constants index, wherever they are used.  Loops that run
 * once are their bodies.
 *
 * Requires: a simplified function.  Keeps: its meaning, and each operation.  Returns whether there were any.
 */
bool unroll_func(Program *p, Func *func);

#endif
