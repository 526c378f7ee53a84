#ifndef ADGEN_DRIVER_DEPFILE_H
#define ADGEN_DRIVER_DEPFILE_H

#include "base/text.h"
#include "frontend/frontend.h"
#include "options.h"

/* A file name as make reads it in a rule. */
const char *depfile_quote(Arena *arena, const char *name);

/* The rule that makes options->targets depend on `files`; with options->phony an empty rule for each header, so that
 * make does not stop where one has gone. */
void depfile_print(Arena *arena, Text *out, const Options *options, const FileList *files);

#endif
