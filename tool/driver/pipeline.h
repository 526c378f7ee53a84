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
    Text   harness;   /* with --check: what calls the functions, */
    Text   beside;    /* further derivatives to hold them against, */
    Text   beside_header;
    Text   args;      /* and the options for a compiler of each file: those of one file end with an empty one, all with '\0' */
} Result;

enum { RESULT_TEXTS = 7 };

/*
 * pipeline_run - from C files to the C of their derivatives.
 *
 * Diagnostics go to standard error.  Unless the status is STATUS_OK nothing is to be written.
 */
void pipeline_run(const Options *options, Result *result);

/* Its texts, in a fixed order. */
void result_texts(Result *result, Text *texts[RESULT_TEXTS]);

void result_free(Result *result);

#endif
