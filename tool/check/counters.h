#ifndef ADGEN_CHECK_COUNTERS_H
#define ADGEN_CHECK_COUNTERS_H

#include <stdbool.h>

/* What is counted: operations on reals by kind, then accesses to memory.  A vector instruction counts each of its lanes,
 * a fused multiply-add as both. */
typedef enum Count {
    COUNT_ADD,            /* and subtractions */
    COUNT_MULTIPLY,
    COUNT_DIVIDE,
    COUNT_ROOT,           /* square roots */
    COUNT_LIBRARY,        /* calls of maths functions, all together */
    COUNT_COMPARE,        /* comparisons, and what costs no more: fabs, fmin, fmax, copysign, negation, floor … */
    COUNT_LOAD,
    COUNT_STORE,          /* of copied and cleared memory one for each eight bytes */
    COUNT_STACK,          /* bytes of arrays among local variables */
    COUNT_NAMED,          /* from here on calls of maths functions by name */
    COUNT_ALL = COUNT_NAMED + 48
} Count;

typedef struct Counters {
    unsigned long long value[COUNT_ALL];
    char               names[COUNT_ALL - COUNT_NAMED][32];   /* empty: not taken; the last stands for all others, too */
} Counters;

/* What a call of the named function, which no file of the program defines, counts as; COUNT_ALL: nothing.
 * `real`: it returns a real. */
Count counters_call(Counters *counters, const char *name, bool real);

/* All operations on reals but comparisons. */
unsigned long long counters_operations(const Counters *counters);

void counters_clear(Counters *counters);

#endif
