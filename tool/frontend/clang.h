#ifndef ADGEN_FRONTEND_CLANG_H
#define ADGEN_FRONTEND_CLANG_H

#include "front.h"

/* Parse the file.  NULL where it does not compile; clang's errors have then been reported as ours. */
Front *front_open(Arena *arena, const FrontendInput *input, Diag *diag);
void   front_close(Front *front);

/* Every file that was read, the main file first. */
void front_list_files(Front *front, FileList *files);

#endif
