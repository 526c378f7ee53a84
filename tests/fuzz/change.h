#ifndef ADGEN_TESTS_FUZZ_CHANGE_H
#define ADGEN_TESTS_FUZZ_CHANGE_H

#include "random.h"
#include "tree.h"

/*
 * Metamorphic changes: the program goes on computing the same.
 */
typedef enum Change {
    CHANGE_NAMES,        /* variables have other names, the same in several functions */
    CHANGE_DEAD_CODE,    /* values that nothing reads */
    CHANGE_UNROLLED,     /* loops of known length written out; the first round of others taken out */
    CHANGE_ASSIGNMENTS,  /* a += b as a = a + b */
    CHANGE_INLINED,      /* a function put where it is called */
    CHANGE_SCALED,       /* the result times four */
    CHANGES
} Change;

extern const char *const change_names[CHANGES];

/* Change it; false where there is nothing of the kind in it.  `factor` gets what the results are multiplied by. */
bool change_program(Program *program, Change change, Random *random, double *factor);

#endif
