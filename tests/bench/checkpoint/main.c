/* A gradient that keeps what all steps need, against ones that keep some states: time, and memory at the most. */

#include "stencil_grad.h"

#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum { CELLS = 200000, STEPS = 200, ROUNDS = 7 };

typedef struct Result {
    double seconds, megabytes, sum;
} Result;

static double seconds_now(void)
{
    struct timespec now;

    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec + 1e-9 * (double)now.tv_nsec;
}

/* The best of some runs: with so many snapshots, or (0) with all that is needed. */
static Result measure(int snapshots)
{
    double       *start = malloc(CELLS * sizeof *start), *adjoint = calloc(CELLS, sizeof *adjoint);
    Result        r = {.seconds = 1e9};
    struct rusage usage;

    if (!start || !adjoint)
        exit(1);
    for (int i = 0; i < CELLS; i++)
        start[i] = 0.3 + 0.1 * (i % 17) / 17.0;
    for (int k = 0; k < ROUNDS; k++) {
        double begun = seconds_now(), taken;

        (snapshots ? stencil_kept_grad : stencil_grad)(CELLS, STEPS, snapshots, 0.1, start, adjoint);
        taken = seconds_now() - begun;
        r.seconds = taken < r.seconds ? taken : r.seconds;
    }
    for (int i = 0; i < CELLS; i++)
        r.sum += adjoint[i] * (1 + i % 7);
    getrusage(RUSAGE_SELF, &usage);
    r.megabytes = (double)usage.ru_maxrss / 1024.0;
    free(start);
    free(adjoint);
    return r;
}

/* In a process of its own, whose memory is its own, too. */
static Result measure_apart(int snapshots)
{
    int    ends[2];
    Result r = {0};
    pid_t  child;

    if (pipe(ends) != 0 || (child = fork()) < 0)
        exit(1);
    if (child == 0) {
        r = measure(snapshots);
        _exit(write(ends[1], &r, sizeof r) != sizeof r);
    }
    if (read(ends[0], &r, sizeof r) != sizeof r)
        exit(1);
    waitpid(child, NULL, 0);
    close(ends[0]);
    close(ends[1]);
    return r;
}

int main(void)
{
    static const int snapshots[] = {0, 3, 5, 10, 20, 50};
    Result           all = measure_apart(0);
    int              status = 0;

    printf("%d cells, %d steps\n%-12s %10s %10s\n", CELLS, STEPS, "snapshots", "ms", "MB");
    for (size_t i = 0; i < sizeof snapshots / sizeof *snapshots; i++) {
        Result r = snapshots[i] ? measure_apart(snapshots[i]) : all;
        double error = (r.sum - all.sum) / all.sum;

        if (snapshots[i])
            printf("%-12d", snapshots[i]);
        else
            printf("%-12s", "none");
        printf(" %10.1f %10.1f\n", 1e3 * r.seconds, r.megabytes);
        if (error < -1e-12 || error > 1e-12) {
            printf("the gradient is wrong\n");
            status = 1;
        }
    }
    return status;
}
