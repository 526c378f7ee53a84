#include <stdio.h>
#include <string.h>

#include "heap.h"
#include "trial.h"

static const char *const row_names[COUNT_NAMED] = {
    "add, subtract", "multiply", "divide", "square root", "library calls", "compare, sign, min, max, round", "loads", "stores",
    "bytes of local arrays",
};

/* The last row of all: operations together. */
enum { ROW_OPERATIONS = COUNT_ALL };

static void send_row(const Trial *trial, int row, const char *name, unsigned long long primal, unsigned long long derivative)
{
    Finding finding = trial_named(FINDING_WORK, name, (long long)primal);
    finding.which = row;
    finding.count[1] = (long long)derivative;
    if (primal > 0 || derivative > 0 || row == ROW_OPERATIONS)
        trial_send(trial, finding);
}

static void send_counters(const Trial *trial, const Counters *primal, const Counters *derivative)
{
    for (int k = COUNT_ADD; k < COUNT_LIBRARY; k++)
        send_row(trial, k, row_names[k], primal->value[k], derivative->value[k]);
    for (int k = COUNT_NAMED; k < COUNT_ALL; k++)
        if (derivative->names[k - COUNT_NAMED][0])
            send_row(trial, k, derivative->names[k - COUNT_NAMED], primal->value[k], derivative->value[k]);
    send_row(trial, ROW_OPERATIONS, "operations", counters_operations(primal), counters_operations(derivative));
    for (int k = COUNT_COMPARE; k < COUNT_NAMED; k++)
        send_row(trial, k, row_names[k], primal->value[k], derivative->value[k]);
}

void trial_work(Trial *trial, const AdgenHarnessFunction *counted, Counters *counters)
{
    Counters *primal = ARENA_NEW(trial->arena, Counters);
    trial_reset(trial);
    counters_clear(counters);
    heap_watch();
    trial_primal(trial, counted);
    Heap heap = heap_seen();
    *primal = *counters;
    trial_plain_call(trial, &counted->derivative);       /* makes the shadows where they are not there yet */
    counters_clear(counters);
    heap_watch();
    trial_plain_call(trial, &counted->derivative);
    Heap derivative_heap = heap_seen();
    send_counters(trial, primal, counters);
    Finding finding = trial_named(FINDING_HEAP, "", 0);
    finding.count[0] = (long long)heap.peak;
    finding.count[1] = (long long)heap.total;
    finding.count[2] = (long long)derivative_heap.peak;
    finding.count[3] = (long long)derivative_heap.total;
    trial_send(trial, finding);
}
