#ifndef ADGEN_CHECK_JIT_H
#define ADGEN_CHECK_JIT_H

#include <stdbool.h>

#include "agreed.h"
#include "base/arena.h"
#include "base/vec.h"
#include "counters.h"

/* A variable that functions of the program may change. */
typedef struct Global {
    const char *name;
    char       *address;
    size_t      size;
    const char *image;       /* what it held when it was loaded */
    int         kind;        /* of the reals that it consists of; HARNESS_OTHER: it holds something else */
    bool        is_own;      /* the program's, and known outside of its file; not one of generated code */
} Global;

typedef struct Globals {
    VEC(Global) list;
} Globals;

/* Code that has been loaded, once as it is and once counting what it does. */
typedef struct Loaded {
    const char *error;                                /* why it could not be; or NULL */
    VEC(const AdgenHarnessFunction *) plain, counted; /* in the order of the requests */
    VEC(const AdgenHarnessFunction *) literal;        /* of jit_load_literal */
    Globals     globals;                              /* of the plain code */
    Counters   *counters;
} Loaded;

/* Load bitcode: those of the first `file_count` paths have harnesses.  `libraries` define what the program does not. */
void jit_load(Arena *arena, Loaded *loaded, const char *const *paths, int count, int file_count, const char *const *libraries,
              int library_count);

/* Load the other copy of the harnesses, to see what memory the functions touch. */
void jit_load_literal(Arena *arena, Loaded *loaded, const char *const *paths, int count, int file_count,
                      const char *const *libraries, int library_count);

#endif
