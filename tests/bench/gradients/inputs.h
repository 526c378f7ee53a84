#ifndef BENCH_INPUTS_H
#define BENCH_INPUTS_H

#include <stddef.h>

/*
 * The independents of a workload, in the order of its adjoints: what moves them compares differences of the value with
 * the gradient.  A workload that has them in one array is CHECKED in works.def.
 */
#define WORK(name)
#define ALSO(name)
#define CHECKED(name) size_t name##_inputs(double **at);
#include "works.def"
#undef WORK
#undef ALSO
#undef CHECKED

#endif
