#ifndef BENCH_DRAWN_H
#define BENCH_DRAWN_H

#include <stddef.h>

/* `count` numbers evenly between the two, in the place of `old`, which may be NULL. */
double *drawn(double *old, size_t count, double low, double high);

#endif
