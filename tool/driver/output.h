#ifndef ADGEN_DRIVER_OUTPUT_H
#define ADGEN_DRIVER_OUTPUT_H

#include <stdbool.h>

#include "base/text.h"

typedef struct Arena Arena;

/* One thing to be written. */
typedef struct Output {
    const char *path;     /* NULL: standard output */
    const Text *text;
} Output;

/*
 * output_write - write all of them, or leave every file as it was.
 *
 * A regular file is replaced at once by a complete one: written beside it under another name, brought to the disk, and
 * renamed; its mode is kept, symbolic links stay links.  What is no regular file (a device, a pipe) is written to.
 * Files appear in the order given, so the one that others are made from goes last.  A signal that would end the process
 * waits until no temporary file is left behind.
 *
 * Returns false where something could not be written: the path and the reason were reported.
 */
bool output_write(Arena *arena, const Output *outputs, int count);

#endif
