/*
 * Memory: the program's own malloc, free and so on pass each call on to those of glibc, and count while a call is
 * watched; a watched call runs on a stack of its own, which is painted first.
 */
#include <errno.h>
#include <malloc.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>

#include "bench.h"

enum { STACK = 8 << 20, PAINT = 0xa5, PAGE = 4096 };

void *__libc_malloc(size_t size);
void *__libc_calloc(size_t count, size_t size);
void *__libc_realloc(void *block, size_t size);
void *__libc_memalign(size_t alignment, size_t size);
void  __libc_free(void *block);

static volatile bool watched;
static long long     live, peak;        /* bytes since the call began; blocks from before may be freed, too */

static void *counted(void *block)
{
    if (watched && block) {
        live += (long long)malloc_usable_size(block);
        peak = live > peak ? live : peak;
    }
    return block;
}

static void discounted(void *block)
{
    if (watched && block)
        live -= (long long)malloc_usable_size(block);
}

void *malloc(size_t size)
{
    return counted(__libc_malloc(size));
}

void *calloc(size_t count, size_t size)
{
    return counted(__libc_calloc(count, size));
}

/* A block that moves is there twice for a moment, but no longer than it is copied: that does not count. */
void *realloc(void *block, size_t size)
{
    discounted(block);
    return counted(__libc_realloc(block, size));
}

void *aligned_alloc(size_t alignment, size_t size)
{
    return counted(__libc_memalign(alignment, size));
}

int posix_memalign(void **to, size_t alignment, size_t size)
{
    void *block = counted(__libc_memalign(alignment, size));

    if (!block)
        return ENOMEM;
    *to = block;
    return 0;
}

void free(void *block)
{
    discounted(block);
    __libc_free(block);
}

void heap_keep_blocks(void)
{
    mallopt(M_MMAP_MAX, 0);
    mallopt(M_TRIM_THRESHOLD, 1 << 30);
    mallopt(M_TOP_PAD, 64 << 20);
}

typedef struct Watch {
    const Work *work;                   /* NULL: what the thread itself takes */
    Column      column;
} Watch;

static void *watch(void *context)
{
    const Watch *call = context;

    live = peak = 0;
    watched = true;
    if (call->work)
        call->work->run(call->column);
    watched = false;
    return NULL;
}

/* From the highest byte of the stack down to the lowest one whose paint is gone. */
static size_t stack_after(Watch *call, unsigned char *stack)
{
    pthread_attr_t attributes;
    pthread_t      thread;
    size_t         low = 0;

    memset(stack, PAINT, STACK);
    pthread_attr_init(&attributes);
    pthread_attr_setstack(&attributes, stack, STACK);
    if (pthread_create(&thread, &attributes, watch, call))
        exit(EXIT_FAILURE);
    pthread_join(thread, NULL);
    pthread_attr_destroy(&attributes);
    while (low < STACK && stack[low] == PAINT)
        low++;
    return STACK - low;
}

void measure_memory(const Work *work, Cost cost[COLUMNS])
{
    unsigned char *stack = mmap(NULL, STACK, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    Watch          nothing = {NULL, PRIMAL};
    size_t         own;

    if (stack == MAP_FAILED)
        exit(EXIT_FAILURE);
    own = stack_after(&nothing, stack);
    for (Column c = PRIMAL; c < COLUMNS; c++)
        if (cost[c].there) {
            Watch  call = {work, c};
            size_t all = stack_after(&call, stack);

            cost[c].stack = all > own ? all - own : 0;
            cost[c].heap = (size_t)peak;
        }
    munmap(stack, STACK);
}

static double pages(const Cost *cost)
{
    size_t bytes = cost->heap + cost->stack;

    return (double)(bytes > PAGE ? bytes : PAGE);
}

double memory_ratio(const Cost cost[COLUMNS])
{
    return pages(&cost[ADGEN]) / pages(&cost[HAND]);
}
