#ifndef ADGEN_EXCHANGE_PLANES_H
#define ADGEN_EXCHANGE_PLANES_H

#include "ir/ir.h"

/*
 * planes_func - what lies interleaved in memory is copied coordinate by coordinate for a nest of loops over all of it.
 *
 *                                                           if (n > 1)
 *                                                               for (j = 0; j < n; j++) {
 *                                                                   x_planes[j] = x[3 * j];
 *                                                                   x_planes[n + j] = x[3 * j + 1]; …
 *                                                               }
 *     for (i = 0; i < n; i++)                               for (i = 0; i < n; i++)
 *         ADGEN_INDEPENDENT                                     ADGEN_INDEPENDENT
 *         for (j = i + 1; j < n; j++) {             ->          for (j = i + 1; j < n; j++) {
 *             d_0 = x[3 * j] - x[3 * i];                            d_0 = x_planes[j] - x_planes[i];
 *             d_1 = x[3 * j + 1] - x[3 * i + 1];                    d_1 = x_planes[n + j] - x_planes[n + i];
 *             …                                                     …
 *
 * Compilers vectorise loops that go through memory in steps badly, or not at all; what is written is copied back behind the
 * nest.  Of nests of two loops, the inner one of which has iterations that are independent, and the outer one as many as there
 * are elements of a coordinate to copy; the copies are allocated once, before all loops.
 *
 * Only where nothing else in the nest may be the same memory, and where only that is copied which the nest surely reads, or
 * copied back which it surely writes: elsewhere there may be no memory.
 *
 * Requires: a simplified function.  Keeps: its meaning, to the last bit.
 */
void planes_func(Program *p, Func *func);

#endif
