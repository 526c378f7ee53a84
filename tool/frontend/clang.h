#ifndef ADGEN_FRONTEND_CLANG_H
#define ADGEN_FRONTEND_CLANG_H

#include "front.h"

/* Parse the file and list every file that was read, the main file first.  NULL where it does not compile; clang's
 * errors have then been reported as ours. */
Front *front_open(Arena *arena, const FrontendInput *input, FileList *files, Diag *diag);
void   front_close(Front *front);

#endif
