#ifndef ADGEN_CHECK_CHECK_H
#define ADGEN_CHECK_CHECK_H

#include "base/text.h"
#include "check/settings.h"

/* What is to be checked: a folder with harness.c and the derivatives, and how clang is called for each file. */
typedef struct CheckInput {
    const CheckSettings *settings;
    const char          *folder;
    const char *const   *inputs;
    int                  input_count;
    const Text          *args;       /* options of each file, those of one end with an empty one, all with '\0' */
} CheckInput;

/* The names of the files in that folder, besides the headers of check/harness.h. */
#define CHECK_HARNESS     "harness.c"
#define CHECK_DERIVATIVES "derivatives.c"
#define CHECK_COMPANIONS  "companions.c"

typedef enum CheckOutcome {
    CHECK_RIGHT,
    CHECK_FAILED,        /* something is wrong, or could not be told; the report says what */
    CHECK_USAGE,         /* something is to be said first: a size, a library */
    CHECK_FILE,          /* standard output, or the folder, could not be written */
    CHECK_BUG
} CheckOutcome;

/*
 * check_run - run functions and their derivatives, judge what they compute, and report on standard output.
 *
 * Each function runs in a process of its own, with limits, so that nothing that it does harms this one.
 */
CheckOutcome check_run(Arena *arena, const CheckInput *input);

/* Why nothing can be checked by this build, on this machine; or NULL. */
const char *check_unavailable(void);

#endif
