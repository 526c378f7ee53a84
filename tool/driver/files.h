#ifndef ADGEN_DRIVER_FILES_H
#define ADGEN_DRIVER_FILES_H

#include "base/text.h"
#include "options.h"
#include "status.h"

/* Check what can be known of the files before the work: that the input can be read, and that no output is the input
 * or another output.  What is wrong is reported. */
Status files_check(Arena *arena, const Options *options);

/* The same for the headers that the input includes: an output may replace one only if adgen has written it before. */
Status files_check_read(Arena *arena, const Options *options, const FileList *files);

/* Where a path leads, symbolic links followed, whether or not there is a file yet. */
const char *files_resolve(Arena *arena, const char *path);

/* The folder of a path: "." where it names none. */
const char *files_folder(Arena *arena, const char *path);

/* Write a file of this text alone.  What is wrong is reported. */
bool files_write(const char *path, const Text *text);

/* The include folder that belongs to this adgen, PREFIX/include for PREFIX/bin/adgen; NULL where it holds no
 * <adgen/adgen.h>. */
const char *files_own_include(Arena *arena);

#endif
