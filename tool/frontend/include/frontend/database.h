#ifndef ADGEN_FRONTEND_DATABASE_H
#define ADGEN_FRONTEND_DATABASE_H

#include <stdbool.h>

#include "base/diag.h"
#include "base/vec.h"

/* How a build compiles a file. */
typedef struct CompileArgs {
    const char        *directory;    /* where the compiler is called: relative paths start here */
    VEC(const char *)  args;         /* as they stand there, without the compiler's name */
} CompileArgs;

/* The options that folder/compile_commands.json has for the C file.  Returns false where it has none or cannot be
 * read: that has then been reported. */
bool frontend_compile_args(Arena *arena, const char *folder, const char *path, CompileArgs *out, Diag *diag);

#endif
