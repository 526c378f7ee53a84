#ifndef ADGEN_DERIVE_CUT_H
#define ADGEN_DERIVE_CUT_H

#include "plan.h"

/*
 * cut_choose - keep the fewest values from which all that the backward pass needs can be computed.
 *
 * A needed value is kept, or computed again from what its assignment read; where that takes too much, or is not possible, a value
 * has to be kept itself if anything is to be computed from it.  The choice of least weight is a minimum cut of the graph that leads
 * from the values that cannot be computed again to those that are needed (by augmenting paths: Ford and Fulkerson, "Maximal flow
 * through a network", 1956; for this purpose: Hascoet, Naumann and Pascual, "To be recorded analysis in reverse-mode automatic
 * differentiation", 2005); a value in inner loops weighs more.  Among cuts of the same weight it is the one next to what is
 * needed, so that least is computed again.
 *
 * Values outside of loops lie in locals: only those in loops are looked at, and none where there are too many.
 *
 * Requires: that every needed version which can be had without memory has been resolved.
 */
void cut_choose(Plan *plan, const Versions *needed);

#endif
