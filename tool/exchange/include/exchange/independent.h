#ifndef ADGEN_EXCHANGE_INDEPENDENT_H
#define ADGEN_EXCHANGE_INDEPENDENT_H

#include "ir/ir.h"

/*
 * independent_func - mark innermost loops of the backward pass whose iterations are independent, but for sums of adjoints.
 *
 * Compilers ask before each run of such a loop whether its pointers lead to different memory; where they are many and the loop
 * is inside of another one, that costs more than it brings, or is given up.  Only loops
 *
 * - that write to adjoints alone, each iteration to elements of its own, which no other one reads;
 * - that carry nothing on from one iteration to the next but sums of adjoints, which clang then adds up in another order;
 * - of several pointers that are written, or with such a sum beside what they write, in a nest of rectangular shape.
 *
 * Those that go through memory element by element, and run another number of times in each iteration of the loop around them,
 * are marked as ragged: what is left over of their vectors costs as much as the vectors, where it is not masked.
 *
 * Loops of a known number of iterations that count down count up, where what they write is adjoints' and their order does not
 * matter; sums that those left add to are added up by themselves first, and then to what they go into (aside.c).
 *
 * Requires: a simplified function.  Keeps: its meaning but for the rounding of those sums.
 */
void independent_func(Program *p, Func *func);

#endif
