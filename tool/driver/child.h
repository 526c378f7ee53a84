#ifndef ADGEN_DRIVER_CHILD_H
#define ADGEN_DRIVER_CHILD_H

#include "pipeline.h"

/*
 * child_run - pipeline_run in a process of its own, with limits.
 *
 * libclang is at the mercy of what it reads: brackets nested without end overflow its stack, an #include of /dev/zero
 * takes all memory, one of a FIFO waits for ever.  The work is done in a child process with a large stack and limits
 * on time and memory; whatever happens to it becomes an error here, and then nothing is written.
 */
void child_run(const Options *options, Result *result);

#endif
