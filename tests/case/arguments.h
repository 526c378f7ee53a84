#ifndef ADGEN_TESTS_CASE_ARGUMENTS_H
#define ADGEN_TESTS_CASE_ARGUMENTS_H

#include "request.h"
#include "value.h"

/* Writes the C text that builds one call's arguments, and their shadows, in memory. */
typedef struct Arguments {
    Arena          *arena;
    Text           *out;
    const CRequest *request;
    int             point;       /* its number: part of the names */
    const Value    *values;      /* one for each parameter, or NULL: zeros */
    const Value   **by_param;
    int             unique;      /* numbers of inner names given out */
    const char     *error;       /* what cannot be built, or NULL */
} Arguments;

/* Match the call's arguments with the parameters, by position or name. */
void arguments_match(Arguments *a);

/* The variables that hold them between the functions of a point: p0_x, and the shadows s0_x. */
void arguments_declare(Arguments *a);

/* Local variables with the parameters' own names and types: the arguments; or the shadows, where there are any, under
 * the parameters' names after the prefix. */
void arguments_locals(Arguments *a);
void arguments_shadow_locals(Arguments *a, const char *prefix);

/* Bodies of the functions that build. */
void arguments_build(Arguments *a);
void arguments_build_shadows(Arguments *a);

#endif
