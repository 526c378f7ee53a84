#ifndef ADGEN_FRONTEND_FRONTEND_H
#define ADGEN_FRONTEND_FRONTEND_H

#include "base/diag.h"
#include "ir/ir.h"

/* One --grad 'f(spec)' of the command line. */
typedef struct RequestText {
    Mode        mode;
    const char *text;        /* "f", "f(x, y)", "f(wrt(x), of(y), as(name))" */
} RequestText;

/* One C file. */
typedef struct FrontendFile {
    const char        *path;
    const char *const *args;        /* compiler options, from an allow-list */
    int                arg_count;
    const char        *text;        /* what it holds, where there is no such file; else NULL */
} FrontendFile;

typedef struct FrontendInput {
    const FrontendFile *files;
    int                 file_count;
    const RequestText  *requests;
    int                 request_count;
    const char *const  *scalars;        /* functions that only compute a number from numbers, besides <math.h>'s */
    int                 scalar_count;
} FrontendInput;

/* The files that were read, for a depfile: the C files first, then headers in the order of their first inclusion,
 * system headers too. */
typedef struct FileList {
    VEC(const char *) paths;
} FileList;

/* Read C files, each a translation unit of its own: their requests, and the functions that they reach in any of them,
 * as IR.  NULL where one does not compile, they do not fit together, or a request is wrong: every reason has then been
 * reported. */
Program *frontend_read(Arena *arena, const FrontendInput *input, FileList *files, Diag *diag);

#endif
