#ifndef ADGEN_DRIVER_ARGS_H
#define ADGEN_DRIVER_ARGS_H

#include "base/vec.h"

/* Options for libclang. */
typedef struct ArgList {
    VEC(const char *) list;
} ArgList;

enum { ARGS_UNKNOWN = 0, ARGS_NO_VALUE = -1 };

/*
 * args_take - pass one compiler option on, if it is known to be harmless.
 *
 * An allow-list: an option of a compiler may write files, load code, or hide parts of the program from libclang.  What
 * decides the meaning of the source is appended to `out`; what only concerns code generation, warnings as errors,
 * linking or dependency files is left out.  Relative paths become relative to `directory`, if given.
 *
 * Returns how many of the words at `words` the option takes, ARGS_UNKNOWN, or ARGS_NO_VALUE where its value is missing.
 */
int args_take(Arena *arena, ArgList *out, const char *const *words, int count, const char *directory);

/* Take what is known of the words, and skip the rest: another tool's command line. */
void args_take_known(Arena *arena, ArgList *out, const char *const *words, int count, const char *directory);

/* The known option that looks most like `word`, for "did you mean"; *distance is lowered to its distance. */
const char *args_nearest(const char *word, const char *best, int *distance);

#endif
