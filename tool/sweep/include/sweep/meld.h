#ifndef ADGEN_SWEEP_MELD_H
#define ADGEN_SWEEP_MELD_H

#include "ir/ir.h"

/*
 * meld_func - let a loop that fills an array, and the one behind it that empties it, be one, and the element a variable.
 *
 *     for (i = 1; i < n; i++)                            for (i = 1; i < n; i++) {
 *         flow[i] = rate[i] * pool[i - 1];                   double flow_i = rate[i] * pool[i - 1];
 *     for (i = 1; i < n; i++)                     ->         to[i] = pool[i] + h * flow_i;
 *         to[i] = pool[i] + h * flow[i];                 }
 *
 * Where the second one reads the element that the first one writes some iterations earlier or later, as in gradients of
 * what looks at neighbours, its iterations are moved by as many; one iteration that but one of them has stands before or
 * behind the loop.  Only for arrays and blocks that the function makes itself (sweep.h), where nothing reads the elements
 * behind both loops, and where all else that both touch keeps its order, counting up or down.
 *
 * Requires: a function that sweep_func has seen.  Keeps: its meaning.  True: something was changed, and simplified.
 */
bool meld_func(Program *p, Func *func);

#endif
