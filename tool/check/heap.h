#ifndef ADGEN_CHECK_HEAP_H
#define ADGEN_CHECK_HEAP_H

#include <stddef.h>

/* What code has allocated while it was watched. */
typedef struct Heap {
    unsigned long long now, peak, total;   /* bytes */
    unsigned long long blocks;
} Heap;

/* Watch from here on, with nothing allocated yet; what was seen since then. */
void heap_watch(void);
Heap heap_seen(void);

/* What stands in place of malloc and its like in code whose work is counted, and in the runtime that it calls. */
void *adgen_counted_malloc(size_t size);
void *adgen_counted_calloc(size_t count, size_t size);
void *adgen_counted_realloc(void *block, size_t size);
void  adgen_counted_free(void *block);

#endif
