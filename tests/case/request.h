#ifndef ADGEN_TESTS_CASE_REQUEST_H
#define ADGEN_TESTS_CASE_REQUEST_H

#include "decl.h"
#include "expect.h"

/*
 * One derivative that a case asks adgen for, and what the contract says of its signature.  The contract's rules are
 * written here a second time, on purpose: they are what the tool is held to.
 */
typedef struct CRequest {
    bool         vjp;          /* ADGEN_VJP, --vjp */
    bool         jvp;          /* ADGEN_JVP, --jvp; neither: ADGEN_GRAD, --grad */
    const CFunc *func;
    const char  *name;         /* of the generated function */
    bool         of_return;    /* a real result is a dependent */
    VEC(const char *) wrt;     /* empty: every real parameter */
    const char  *of;           /* "of(y, return)" as it stands; NULL: all */
} CRequest;

typedef struct CRequests {
    VEC(CRequest) list;
} CRequests;

/* Those of the file's annotations, then those among the options. */
CRequests request_read(Arena *arena, const CUnit *unit, const Words *options);

/* The option that asks for the same function's derivative in another mode ("jvp"), under the name NAME_MODE: f(x, as(…)). */
const char *request_option(Arena *arena, const CRequest *request, const char *mode);

/* The option that asks for the vector-Jacobian product of what was generated, under the name NAME_again: of all that is
 * active in it. */
const char *request_again_option(Arena *arena, const CRequest *request);

/* The same for WIDE directions at once, under the name NAME_wide_MODE. */
enum { WIDE = 3 };
const char *request_wide_option(Arena *arena, const CRequest *request, const char *mode);

/* Whether parameter i has an adjoint among the generated parameters. */
bool request_active(const CRequest *request, int i);

/* Whether it is named as an independent variable, or all are. */
bool request_independent(const CRequest *request, int i);

/* Whether the generated function takes the seed of the result. */
bool request_takes_seed(const CRequest *request);

#endif
