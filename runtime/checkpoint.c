#include "adgen/checkpoint.h"

#include <limits.h>
#include <stdio.h>
#include <stdlib.h>

/* A state that is kept. */
typedef struct Snapshot {
    long step;           /* that it is the state before */
    long slot;
    long level;          /* unknown number of steps: a snapshot may go once a later one has a higher level */
    long before;         /* index of the one that was kept before it and is still there, or -1 */
    long after;          /* … after it, or -1 */
    long spare;          /* in the list of those that may go: index of the next, or -1 */
    long higher;         /* index of the last one before it with the same level or a higher one that may not go, or -1 */
} Snapshot;

/* A snapshot's index is its slot. */
struct AdgenCheckpoint {
    long      most;      /* snapshots at a time */
    long      step;      /* about to run */
    long      run;       /* steps of the loop itself */
    long      end;       /* steps up to this one are run forward now; -1: nobody knows */
    long      next;      /* the step before which a snapshot is due; -1: none */
    long      count;     /* of snapshots */
    long      last;      /* index of the latest, or -1 */
    long      from;
    long      spares;    /* first index in the list of those that may go, or -1 */
    long      stay;      /* index of the last one that may not go, or -1 */
    Snapshot *kept;
    long     *free;      /* slots that are not in use: most - count of them */
};

static void *checkpoint_memory(long count, size_t size)
{
    void *block = count <= 0 || (size_t)count <= (size_t)-1 / size ? malloc((size_t)(count > 0 ? count : 1) * size) : NULL;

    if (block == NULL) {
        fprintf(stderr, "adgen: out of memory: a schedule of %ld checkpoints of %zu bytes\n", count, size);
        abort();
    }
    return block;
}

static AdgenCheckpoint *checkpoint_new(long most, long end)
{
    AdgenCheckpoint *c = checkpoint_memory(1, sizeof *c);

    most = most > 0 ? most : 1;
    *c = (AdgenCheckpoint){.most = most, .end = end, .last = -1, .spares = -1, .stay = -1};
    c->kept = checkpoint_memory(most, sizeof *c->kept);
    c->free = checkpoint_memory(most, sizeof *c->free);
    for (long i = 0; i < most; i++)
        c->free[i] = most - 1 - i;
    return c;
}

/* The greatest number of steps that `s` snapshots can reverse, none of them run forward more than `r` times:
 * (s + r)! / (s! r!); LONG_MAX where that is more. */
static long checkpoint_reach(long s, long r)
{
    long few = s < r ? s : r, many = s < r ? r : s, reach = 1;

    if (few < 0)
        return 0;
    for (long k = 1; k <= few; k++) {
        if (reach > LONG_MAX / (many + k))
            return LONG_MAX;
        reach = reach * (many + k) / k;
    }
    return reach;
}

AdgenCheckpoint *adgen_checkpoint_start(long snapshots, long steps)
{
    return checkpoint_new(snapshots < steps ? snapshots : steps, steps > 0 ? steps : 0);
}

AdgenCheckpoint *adgen_checkpoint_online(long snapshots)
{
    return checkpoint_new(snapshots, -1);
}

long adgen_checkpoint_slots(const AdgenCheckpoint *c)
{
    return c->most;
}

long adgen_checkpoint_fit(long bytes, long state)
{
    return state > 0 && bytes / state > 1 ? bytes / state : 1;
}

long adgen_checkpoint_steps(const AdgenCheckpoint *c)
{
    return c->run;
}

long adgen_checkpoint_from(const AdgenCheckpoint *c)
{
    return c->from;
}

void adgen_checkpoint_end(AdgenCheckpoint *c)
{
    free(c->kept);
    free(c->free);
    free(c);
}

/* ---- Algorithm 799 ---- */

/* How far to run forward from a state that is kept before the next one is, where `length` steps are to be reversed with `s`
 * snapshots, that one included.  With r such that reach (s, r - 1) < length <= reach (s, r), the steps before the new
 * snapshot run forward once more: what is best leaves r - 1 repetitions to them and r to the rest, which has s - 1. */
static long checkpoint_advance(long length, long s)
{
    long r = 1, left, right;

    while (checkpoint_reach(s, r) < length)
        r++;
    left = checkpoint_reach(s, r - 1);
    right = length - checkpoint_reach(s - 1, r - 1);
    return left < right ? left : right;
}

/* When the next snapshot is due, behind the one that has just been kept. */
static void checkpoint_plan(AdgenCheckpoint *c)
{
    long length = c->end - c->kept[c->last].step, s = c->most - c->count + 1;

    c->next = c->end >= 0 && s > 1 && length > 1 ? c->kept[c->last].step + checkpoint_advance(length, s) : -1;
}

/* ---- snapshots ---- */

static long checkpoint_push(AdgenCheckpoint *c)
{
    long slot = c->free[c->most - ++c->count];

    c->kept[slot] = (Snapshot){.step = c->step, .slot = slot, .before = c->last, .after = -1, .spare = -1, .higher = -1};
    if (c->last >= 0)
        c->kept[c->last].after = slot;
    c->last = slot;
    return slot;
}

static void checkpoint_drop(AdgenCheckpoint *c, long i)
{
    const Snapshot *gone = &c->kept[i];

    if (gone->before >= 0)
        c->kept[gone->before].after = gone->after;
    if (gone->after >= 0)
        c->kept[gone->after].before = gone->before;
    else
        c->last = gone->before;
    c->free[c->most - c->count--] = i;
}

/* ---- steps in unknown number ---- */

/* The new snapshot's level: those before it that have a lower one may go now. */
static void checkpoint_level(AdgenCheckpoint *c, long i, long level)
{
    while (c->stay >= 0 && c->kept[c->stay].level < level) {
        Snapshot *spare = &c->kept[c->stay];
        long      index = c->stay;

        c->stay = spare->higher;
        spare->spare = c->spares;
        c->spares = index;
    }
    c->kept[i].level = level;
    c->kept[i].higher = c->stay;
    c->stay = i;
}

/* Each step's state is kept: in a free slot, in that of one that may go, or in that of the step before, one level up. */
static long checkpoint_on_the_way(AdgenCheckpoint *c)
{
    long level = c->step == 0 ? LONG_MAX : 0, slot;

    if (c->step > 0 && c->most == 1)
        return -1;
    if (c->count == c->most && c->spares >= 0) {
        long gone = c->spares;

        c->spares = c->kept[gone].spare;
        checkpoint_drop(c, gone);
    } else if (c->count == c->most) {
        level = c->kept[c->last].level + 1;
        c->stay = c->kept[c->last].higher;
        checkpoint_drop(c, c->last);
    }
    slot = checkpoint_push(c);
    checkpoint_level(c, slot, level);
    return slot;
}

/* ---- the schedule ---- */

long adgen_checkpoint_keep(AdgenCheckpoint *c)
{
    long slot = -1;

    if (c->end < 0) {
        slot = checkpoint_on_the_way(c);
    } else if (c->last < 0 || c->step == c->next) {
        slot = checkpoint_push(c);
        checkpoint_plan(c);
    }
    c->step++;
    c->run = c->step > c->run ? c->step : c->run;
    return slot;
}

long adgen_checkpoint_back(AdgenCheckpoint *c, long step)
{
    while (c->kept[c->last].step > step)
        checkpoint_drop(c, c->last);
    c->from = c->step = c->kept[c->last].step;
    c->end = step + 1;
    checkpoint_plan(c);
    return c->last;
}
