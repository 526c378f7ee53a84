#ifndef ADGEN_SWEEP_TRADE_H
#define ADGEN_SWEEP_TRADE_H

#include "ir/ir.h"

/*
 * trade_func - where a block is filled anew, and its old values are kept element by element, let the new ones go elsewhere.
 *
 *     for (i = 1; i < n; i++) {                          for (i = 1; i < n; i++)
 *         mid_at[i] = mid[i - 1];                            flow[i] = rate[i] * mid[i - 1];
 *         flow[i] = rate[i] * mid[i - 1];                for (i = 0; i < n; i++)
 *     }                                           ->         mid_2[i] = y[i] + h * flow[i];
 *     for (i = 0; i < n; i++)                            … mid_2[i] …
 *         mid[i] = y[i] + h * flow[i];                   … mid[i - 1] …
 *     … mid[i] …
 *     … mid_at[i] …
 *
 * The block that was there to keep them gets the new values, and the old ones stay where they are.  Only of arrays and blocks
 * that the function makes itself (sweep.h), where nothing reads the new values behind the list of statements that the loop
 * stands in, such as the body of the loop around it.
 *
 * Requires: a function that sweep_func has seen.  Keeps: its meaning.  True: something was changed, and simplified.
 */
bool trade_func(Program *p, Func *func);

#endif
