#ifndef ADGEN_CHECK_WATCH_H
#define ADGEN_CHECK_WATCH_H

#include "check/settings.h"
#include "jit.h"
#include "finding.h"

/* How the process that ran a function has ended. */
typedef enum Ending {
    ENDING_WELL,
    ENDING_SIGNAL,       /* which: its number */
    ENDING_TIME,
    ENDING_MEMORY,
    ENDING_EXIT          /* the function called exit: which: the status */
} Ending;

/* What is known of one function. */
typedef struct Watched {
    const AdgenHarnessFunction *function;
    VEC(Finding)   findings;
    long long    *counts;        /* by slot: elements */
    Ending        ending;
    int           which;
    Phase         phase;         /* in which it ended */
    const Finding *fault;         /* where memory was touched; or NULL */
    int           lost_slot;     /* whose size cannot be found; -1: none */
} Watched;

/*
 * watch_function - run one function's checks in a process of its own, with limits on time and memory.
 *
 * How much a pointer leads to where nothing says so is found by running the function: it begins with one element, with
 * a guard behind it, and gets as many as the function turns out to touch.
 */
void watch_function(Arena *arena, Watched *watched, const CheckSettings *settings, const Loaded *loaded, int number);

#endif
