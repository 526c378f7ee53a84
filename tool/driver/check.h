#ifndef ADGEN_DRIVER_CHECK_H
#define ADGEN_DRIVER_CHECK_H

#include "options.h"
#include "status.h"

/*
 * check_files - derive, run what was derived beside the functions themselves, and report whether it is right.
 *
 * In a folder for the time being, and in a process of its own: LLVM is at the mercy of what it compiles, and ends the
 * process that it does not like.
 */
Status check_files(Arena *arena, const Options *options);

#endif
