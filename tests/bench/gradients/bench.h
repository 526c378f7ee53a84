/*
 * The harness of the benchmark of gradients: what is measured of a workload, and the parts that measure it.
 */
#ifndef BENCH_BENCH_H
#define BENCH_BENCH_H

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

#include "work.h"

enum { POINTS = 8 };                    /* of a curve, at most */

typedef struct Entry {
    const Work *work;
    size_t    (*inputs)(double **at);   /* NULL unless the workload is CHECKED */
} Entry;

/* What is measured of a column; times are medians, ratios medians of the ratios of each round. */
typedef struct Cost {
    bool   there;
    double time;                        /* of a call, in seconds */
    double least;                       /* the same, of the fastest round */
    double ratio;                       /* to the primal's */
    size_t heap, stack;                 /* bytes that a call adds at most */
} Cost;

typedef struct Point {
    int  size;
    Cost cost[COLUMNS];
} Point;

typedef struct Result {
    const Work *work;
    Cost        cost[COLUMNS];
    double      by_hand;                /* adgen's time as a multiple of the one by hand */
    double      off;                    /* adgen's gradient from the one by hand, by the largest element */
    double      value_off;              /* the values that gradients return from the primal's, at most */
    double      moved_off;              /* differences of the primal from the gradient by hand; NAN: not CHECKED */
    bool        right;
    int         points;
    Point       curve[POINTS];
} Result;

typedef struct Options {
    int    rounds;
    double least;                       /* seconds that a measurement takes at least */
    double tolerance;                   /* of gradients, relative to the largest element */
    bool   cold, curve;
} Options;

/* check.c: whether the columns that are there agree with the primal and with the one by hand. */
void check(const Entry *entry, const Options *options, Result *result);

/* clock.c: rounds in which the columns that are there take turns; adgen's times as multiples of those by hand. */
double measure_times(const Work *work, const Options *options, Cost cost[COLUMNS]);

/* memory.c: as users have it, or with all freed blocks kept for the next call; bytes that a call adds at most. */
void heap_keep_blocks(void);
void measure_memory(const Work *work, Cost cost[COLUMNS]);

/* Of the bytes of adgen's column to those of the one by hand; what is less than a page counts as one. */
double memory_ratio(const Cost cost[COLUMNS]);

/* report.c */
void report_head(const char *program);
void report_line(const Result *result);
void report_curve(const Result *result);
void report_end(const Result *results, size_t count);
void report_json(FILE *to, const char *program, const Options *options, const Result *results, size_t count);
void report_csv(FILE *to, const char *program, const Result *results, size_t count);

#endif
