#ifndef ADGEN_SWEEP_LIFETIMES_H
#define ADGEN_SWEEP_LIFETIMES_H

#include "ir/ir.h"

/*
 * lifetimes_func - let blocks live no longer than they are used: those of a gradient are many, but few are needed at once.
 *
 *     double *u_adj = adgen_allocate_zeros(n, …);           for (i = 0; i < n; i++)
 *     for (i = 0; i < n; i++)                                   u[i] = …
 *         u[i] = …                                  ->      double *u_adj = adgen_allocate_zeros(n, …);
 *     for (i = 0; i < n; i++)                               for (i = 0; i < n; i++)
 *         u_adj[i] = 2.0 * u[i];                                u_adj[i] = 2.0 * u[i];
 *     …                                                     free(u);
 *     free(u);                                              …
 *
 * What the function allocates for itself is allocated before the first statement that mentions it, what it frees is freed
 * behind the last one that may touch it, both in the function's own list of statements.
 *
 * Requires: a simplified function.  Keeps: its meaning.
 */
void lifetimes_func(Program *p, Func *func);

#endif
