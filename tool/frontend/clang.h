#ifndef ADGEN_FRONTEND_CLANG_H
#define ADGEN_FRONTEND_CLANG_H

#include "front.h"

/* Parse the files, a Front for each, which is added to link->fronts, and list every file that was read, the main files
 * first.  False where one does not compile; clang's errors have then been reported as ours. */
bool fronts_open(Link *link, Program *program, const FrontendInput *input, FileList *files);
void fronts_close(Link *link);

#endif
