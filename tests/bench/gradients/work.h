/*
 * One workload of the benchmark: a function as working C has it (NAME.c, annotated), its gradient written by hand
 * (NAME_hand.c), and what calls them (NAME_work.c).
 */
#ifndef BENCH_WORK_H
#define BENCH_WORK_H

#include <stddef.h>

/* Who computes: the function alone, or its value and gradient. */
typedef enum Column { PRIMAL, HAND, ADGEN, ADOLC, COLUMNS } Column;

typedef struct Work {
    const char *name;                   /* of the function; in lower case, without spaces */
    const char *what;                   /* one line: what it is, and the default sizes */
    int         size;                   /* the one that grows in the curve; its default */
    const int  *curve;                  /* sizes over two decades, ascending, 0 last; NULL: no curve */
    /* Allocate and draw the inputs for this size, always the same numbers; whatever was drawn before is freed. */
    void      (*draw)(int size);
    /* One call.  Gradients add to the adjoints; returns the value (of a Jacobian, or what returns none: 0). */
    double    (*run)(Column column);
    /* All adjoints (or the Jacobian) in one array, so that they can be cleared and compared; returns how many. */
    size_t    (*adjoints)(double **at);
} Work;

/* Evenly distributed between the two, the same sequence after each `draw_from`. */
double draw(double low, double high);
void   draw_from(unsigned long long seed);

#endif
