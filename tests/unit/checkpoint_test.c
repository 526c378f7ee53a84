#include "adgen/checkpoint.h"

#include <CUnit/CUnit.h>
#include <stdlib.h>

void checkpoint_suite(void);

enum { MOST_STEPS = 150, MOST_SNAPSHOTS = 30 };

/* ---- the formula ---- */

/* How many steps `s` snapshots reverse with no step run forward more than `r` times: (s + r)! / (s! r!). */
static long reach(long s, long r)
{
    long product = 1;

    for (long k = 1; k <= s; k++)
        product = product * (r + k) / k;
    return product;
}

/* Griewank and Walther 2000: the least number of steps forward that reverse l steps with s snapshots, the first of them
 * kept already: r l - reach (s + 1, r - 1), where reach (s, r - 1) < l <= reach (s, r). */
static long least(long l, long s)
{
    long r = 0;

    while (reach(s, r) < l)
        r++;
    return r == 0 ? 0 : r * l - reach(s + 1, r - 1);
}

/* The same behind a run of the loop to its end, which keeps the snapshots: the steps between two of them are reversed
 * with those that are free then. */
static long least_behind(long l, long s)
{
    static long known[MOST_STEPS + 1][MOST_SNAPSHOTS + 1];
    long        best = least(l, s);

    if (known[l][s])
        return known[l][s] - 1;
    for (long m = 1; m < l && s > 1; m++) {
        long with = least(m, s) + least_behind(l - m, s - 1);

        best = with < best ? with : best;
    }
    known[l][s] = best + 1;
    return best;
}

/* ---- runs ---- */

/* A loop whose state is the number of its next step. */
typedef struct Run {
    AdgenCheckpoint *schedule;
    long            *kept;       /* by slot */
    long             slots;
    long             state, forward;
} Run;

static void step(Run *run)
{
    long slot = adgen_checkpoint_keep(run->schedule);

    CU_ASSERT(slot < run->slots);
    if (slot >= 0)
        run->kept[slot] = run->state;
    run->state++;
    run->forward++;
}

/* The step of the second snapshot, or how many steps there are. */
static long second(const Run *run, long steps)
{
    for (long i = 0; i < run->slots; i++)
        steps = run->kept[i] > 0 && run->kept[i] < steps ? run->kept[i] : steps;
    return steps;
}

/* Every step backward, once, in reverse order; the number of steps forward that this takes.  Those before the second
 * snapshot are the last, with all snapshots but the first to be used again: as few as the formula says. */
static long reverse(AdgenCheckpoint *schedule, long steps)
{
    Run  run = {.schedule = schedule, .slots = adgen_checkpoint_slots(schedule)};
    long due = steps, first, before = 0;

    run.kept = calloc((size_t)run.slots, sizeof *run.kept);
    CU_ASSERT_PTR_NOT_NULL_FATAL(run.kept);
    for (long i = 0; i < steps; i++)
        step(&run);
    CU_ASSERT_EQUAL(adgen_checkpoint_steps(schedule), steps);
    first = second(&run, steps);
    run.forward = 0;
    for (long at = adgen_checkpoint_steps(schedule); at-- > 0;) {
        before = at == first - 1 ? run.forward : before;
        run.state = run.kept[adgen_checkpoint_back(schedule, at)];
        CU_ASSERT_EQUAL(run.state, adgen_checkpoint_from(schedule));
        while (run.state < at)
            step(&run);
        CU_ASSERT_EQUAL(run.state, at);
        CU_ASSERT_EQUAL(at, --due);
    }
    CU_ASSERT_EQUAL(due, 0);
    CU_ASSERT(steps == 0 || run.forward - before == least(first, run.slots));
    adgen_checkpoint_end(schedule);
    free(run.kept);
    return run.forward;
}

static void known_numbers_of_steps_are_optimal(void)
{
    for (long s = 1; s <= MOST_SNAPSHOTS; s++)
        for (long l = 1; l <= MOST_STEPS; l++)
            CU_ASSERT_EQUAL(reverse(adgen_checkpoint_start(s, l), l), least_behind(l, s));
}

static void unknown_numbers_of_steps_are_near(void)
{
    for (long s = 1; s <= MOST_SNAPSHOTS; s++)
        for (long l = 1; l <= MOST_STEPS; l++) {
            long forward = reverse(adgen_checkpoint_online(s), l);

            CU_ASSERT(forward >= least_behind(l, s));
            CU_ASSERT(2 * (forward + l) <= 3 * (least_behind(l, s) + l));
        }
}

static void no_more_slots_than_asked_for(void)
{
    AdgenCheckpoint *many = adgen_checkpoint_start(1000, 7), *none = adgen_checkpoint_start(0, 7);

    CU_ASSERT_EQUAL(adgen_checkpoint_slots(many), 7);
    CU_ASSERT_EQUAL(adgen_checkpoint_slots(none), 1);
    adgen_checkpoint_end(many);
    adgen_checkpoint_end(none);
    CU_ASSERT_EQUAL(reverse(adgen_checkpoint_start(1000, 7), 7), 0);
    CU_ASSERT_EQUAL(reverse(adgen_checkpoint_start(3, 0), 0), 0);
    CU_ASSERT_EQUAL(reverse(adgen_checkpoint_start(3, -5), 0), 0);
    CU_ASSERT_EQUAL(reverse(adgen_checkpoint_online(1000), 7), 0);
}

/* The number of steps may turn out to be another one. */
static void wrong_numbers_of_steps_do_no_harm(void)
{
    reverse(adgen_checkpoint_start(4, 20), 50);
    reverse(adgen_checkpoint_start(4, 50), 20);
    reverse(adgen_checkpoint_start(4, 0), 20);
}

static void large_numbers_do_not_overflow(void)
{
    CU_ASSERT(reverse(adgen_checkpoint_start(10, 100000), 100000) < 10L * 100000);
    CU_ASSERT_EQUAL(adgen_checkpoint_fit(1000, 300), 3);
    CU_ASSERT_EQUAL(adgen_checkpoint_fit(10, 300), 1);
    CU_ASSERT_EQUAL(adgen_checkpoint_fit(-10, 300), 1);
    CU_ASSERT_EQUAL(adgen_checkpoint_fit(10, 0), 1);
}

void checkpoint_suite(void)
{
    CU_pSuite suite = CU_add_suite("checkpoint", NULL, NULL);

    CU_add_test(suite, "known numbers of steps: as few steps as can be", known_numbers_of_steps_are_optimal);
    CU_add_test(suite, "unknown numbers of steps: not many more", unknown_numbers_of_steps_are_near);
    CU_add_test(suite, "no more slots than asked for", no_more_slots_than_asked_for);
    CU_add_test(suite, "wrong numbers of steps", wrong_numbers_of_steps_do_no_harm);
    CU_add_test(suite, "large numbers", large_numbers_do_not_overflow);
}
