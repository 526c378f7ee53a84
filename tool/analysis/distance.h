#ifndef ADGEN_ANALYSIS_DISTANCE_H
#define ADGEN_ANALYSIS_DISTANCE_H

#include "analysis/layout.h"

/*
 * distance_apart - whether elements that are reached through one register are different ones, each at any moment from number
 * `first` to `last`, since one index is always less than the other: p[q * m * m + i * m + j] and
 * p[(q - 1) * m * m + i * m + k], where loops with counters i, j and k from 0 to m are in there, and q does not change.
 */
bool distance_apart(Arena *arena, const Layout *layout, const Expr *a, const Expr *b, int first, int last);

#endif
