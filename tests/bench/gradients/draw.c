#include <stdio.h>
#include <stdlib.h>

#include "drawn.h"
#include "work.h"

static unsigned long long state;

void draw_from(unsigned long long seed)
{
    state = seed;
}

double draw(double low, double high)
{
    state = state * 6364136223846793005ULL + 1442695040888963407ULL;
    return low + (high - low) * ((double)(state >> 11) / (double)(1ULL << 53));
}

double *drawn(double *old, size_t count, double low, double high)
{
    double *to = realloc(old, count * sizeof *to);

    if (!to) {
        perror("benchmark");
        exit(EXIT_FAILURE);
    }
    for (size_t i = 0; i < count; i++)
        to[i] = low == high ? low : draw(low, high);
    return to;
}
