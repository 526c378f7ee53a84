#ifndef ADGEN_CHECK_COUNTED_H
#define ADGEN_CHECK_COUNTED_H

/* Included before each file of the runtime that is compiled for --check: what it allocates is counted. */

#include <stdlib.h>

#include "heap.h"

#define malloc(size)         adgen_counted_malloc(size)
#define calloc(count, size)  adgen_counted_calloc(count, size)
#define realloc(block, size) adgen_counted_realloc(block, size)
#define free(block)          adgen_counted_free(block)

#endif
