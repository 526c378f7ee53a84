#include "adgen/runtime.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

static _Noreturn void out_of_memory(long runs, long length, size_t size)
{
    fprintf(stderr, "adgen: out of memory: a derivative keeps %ld times %ld elements of %zu bytes\n", runs, length, size);
    abort();
}

void *adgen_keep(const void *first, long runs, long length, long stride, size_t size)
{
    size_t               count = runs > 0 ? (size_t)runs : 0, run = length > 0 ? (size_t)length * size : 0;
    size_t               step = (size_t)(stride < 0 ? -stride : stride) * size;
    const unsigned char *from = first;
    unsigned char       *copy;

    if (first == NULL)
        return NULL;
    if (run != 0 && count > (SIZE_MAX - size) / run)
        out_of_memory(runs, length, size);
    copy = malloc(count * run + size);
    if (copy == NULL)
        out_of_memory(runs, length, size);
    if (run == step && count * run > 0)
        memcpy(copy, from, count * run);
    for (size_t i = 0; run != step && run > 0 && i < count; i++)
        memcpy(copy + i * run, from + i * step, run);
    return copy;
}
