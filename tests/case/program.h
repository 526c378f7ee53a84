#ifndef ADGEN_TESTS_CASE_PROGRAM_H
#define ADGEN_TESTS_CASE_PROGRAM_H

#include "expect.h"
#include "request.h"

/* What the test program of a case is made from. */
typedef struct ProgramInput {
    const char      *primal;     /* path of the case's text, or of its retyped copy under ORACLE */
    const char      *retyped;
    const char      *header;     /* the generated prototypes; NULL: the tool has not run */
    const CUnit     *unit;
    const CRequests *requests;
    const Expects   *expects;
    const char      *dense[2];   /* the header with Jacobians, with Hessians; or NULL */
    const char      *wide;       /* the header with derivatives along WIDE directions at once; or NULL */
    const char      *again;      /* the header with the derivatives of derivatives, reverse over reverse; or NULL */
    bool             second;     /* the header has Hessian-vector products, where it has the other modes */
    bool             all_modes;  /* the header has the other modes' functions, too; a program may be linked without them */
    double           bound;      /* for gradients */
} ProgramInput;

/*
 * program_write - the text of a case's test program (see harness/harness.h): one point for each check-gradient or
 * check-call and each gradient that adgen is asked for of its function.
 *
 * Returns NULL, or what is wrong with the expectations.
 */
const char *program_write(Arena *arena, Text *out, const ProgramInput *input);

#endif
