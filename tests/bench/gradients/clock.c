/*
 * Times: the columns take turns, round after round, so that what else the machine does befalls all of them alike.
 */
#include <stdlib.h>
#include <time.h>

#include "bench.h"

enum { MOST_ROUNDS = 1000, TAPED_ROUNDS = 5 };

static volatile double sink;            /* what is calculated is wanted */

static double now(void)
{
    struct timespec t;

    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

/* The call before the first that counts brings the caches from what the column before has left to its own state. */
static double time_of(const Work *work, Column column, int calls)
{
    double start;

    sink = work->run(column);
    start = now();
    for (int i = 0; i < calls; i++)
        sink = work->run(column);
    return (now() - start) / calls;
}

static int by_size(const void *p, const void *q)
{
    double u = *(const double *)p, v = *(const double *)q;

    return (u > v) - (u < v);
}

static double least_of(int count, const double *v)
{
    double least = v[0];

    for (int i = 1; i < count; i++)
        least = v[i] < least ? v[i] : least;
    return least;
}

static double median(int count, const double *v)
{
    double sorted[MOST_ROUNDS];

    for (int i = 0; i < count; i++)
        sorted[i] = v[i];
    qsort(sorted, (size_t)count, sizeof *sorted, by_size);
    return sorted[count / 2];
}

static double median_ratio(int count, const double *u, const double *v)
{
    double ratio[MOST_ROUNDS];

    for (int i = 0; i < count; i++)
        ratio[i] = u[i] / v[i];
    return median(count, ratio);
}

/* So many that a measurement takes as long as it must. */
static int calls_for(const Work *work, Column column, double least)
{
    double first = time_of(work, column, 1);
    int    trial = first > least ? 1 : 1 + (int)(0.1 * least / first);

    return 1 + (int)(least / time_of(work, column, trial));
}

/* A recording takes a hundred times as long: ADOL-C takes part in the first rounds only. */
static int rounds_of(Column column, int rounds)
{
    return column == ADOLC && rounds > TAPED_ROUNDS ? TAPED_ROUNDS : rounds;
}

double measure_times(const Work *work, const Options *options, Cost cost[COLUMNS])
{
    static double times[COLUMNS][MOST_ROUNDS];
    int           calls[COLUMNS] = {0}, rounds = options->rounds < MOST_ROUNDS ? options->rounds : MOST_ROUNDS;

    for (Column c = PRIMAL; c < COLUMNS; c++)
        if (cost[c].there)
            calls[c] = calls_for(work, c, options->least);
    for (int r = 0; r < rounds; r++)
        for (Column c = PRIMAL; c < COLUMNS; c++)
            if (cost[c].there && r < rounds_of(c, rounds))
                times[c][r] = time_of(work, c, calls[c]);
    for (Column c = PRIMAL; c < COLUMNS; c++)
        if (cost[c].there) {
            cost[c].time = median(rounds_of(c, rounds), times[c]);
            cost[c].least = least_of(rounds_of(c, rounds), times[c]);
            cost[c].ratio = median_ratio(rounds_of(c, rounds), times[c], times[PRIMAL]);
        }
    return median_ratio(rounds, times[ADGEN], times[HAND]);
}
