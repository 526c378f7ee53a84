#ifndef ADGEN_DRIVER_PIPELINE_H
#define ADGEN_DRIVER_PIPELINE_H

#include "base/text.h"
#include "options.h"
#include "status.h"

/* What a run makes, still in memory. */
typedef struct Result {
    Status status;
    Text   output;    /* C, or the IR where that is asked for */
    Text   header;
    Text   depfile;
} Result;

/*
 * pipeline_run - from C files to the C of their derivatives.
 *
 * Diagnostics go to standard error.  Unless the status is STATUS_OK nothing is to be written.
 */
void pipeline_run(const Options *options, Result *result);

void result_free(Result *result);

#endif
