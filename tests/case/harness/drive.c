/*
 * The test program's main: every point of the case, against the oracle and against the contract.
 *
 * usage: PROGRAM exact|close [KINKS].  `exact`: the generated function's result and memory must be the primal's bit for bit.
 * `close`: within the bound (an optimising compiler may know pow(x, 2) better than the library does).
 * One line for each thing that is wrong; exit status 1 where there is one.  Points that are drawn again, because they lie at a
 * kink, are noted in the file KINKS, and are no fault then, however often they are.
 */

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "modes.h"

typedef struct Want {
    const char *name;
    long double value, tolerance;
} Want;

static Want   wants[256];
static int    want_count, got_count;
static double result_seed;
static const char *kinks;       /* the file; or NULL */

static void compare_adjoints(const double *seeds, const long double *gradient, int calls)
{
    for (int i = 0; i < point_shadow.leaf_count; i++) {
        const Leaf *leaf = point_partner(i);
        int times = leaf->flags & T_ADDS ? calls : 1;
        long double want = seeds[i] + times * (gradient[i] - seeds[i]), got = leaf_get(&point_shadow.leaves[i]);
        if (!point_within(got, want, point_now->bound))
            point_complain(point_leaf_name(leaf, calls == 1 ? "the adjoint of " : "after a second call the adjoint of "), got,
                     leaf->flags & T_FROZEN ? "an inactive member's stays" : "the oracle says", want);
    }
}

/* The gradient with arbitrary seeds in the shadows, twice; before that in forward mode. */
static void check_against_oracle(int draw, const Snapshot *plain, const double *seeds, const long double *gradient)
{
    point_build(draw);
    point_build_shadows(draw);
    point_set_shadows(seeds, false);
    point_call_derivative(point_now->result_seed);
    modes_forward_against_reverse(draw, plain, seeds);

    point_build(draw);
    point_build_shadows(draw);
    point_set_shadows(seeds, false);
    point_call_derivative(point_now->result_seed);
    point_compare_memory(plain);
    if (gradient)
        compare_adjoints(seeds, gradient, 1);
    point_build(draw);
    point_set_shadows(seeds, true);
    point_call_derivative(point_now->result_seed);
    point_compare_memory(plain);
    if (gradient)
        compare_adjoints(seeds, gradient, 2);
}

/* ---- check-same ---- */

/* The adjoints that one of the two functions gives, from zeros where it adds; and what it leaves in the reals. */
static void take_adjoints(int draw, const double *seeds, bool other, long double *adjoints, Snapshot *after)
{
    point_build(draw);
    point_build_shadows(draw);
    for (int i = 0; i < point_shadow.leaf_count; i++)
        leaf_set(&point_shadow.leaves[i], point_partner(i)->flags & T_ADDS ? 0 : seeds[i]);
    registry_now = &point_primal;
    point_primal.returned = false;
    (other ? point_now->same : point_now->derive)(point_now->result_seed);
    for (int i = 0; i < point_shadow.leaf_count; i++)
        adjoints[i] = leaf_get(&point_shadow.leaves[i]);
    *after = point_snapshot(&point_primal);
}

static void compare_same(const char *what, long double got, long double want, long double scale)
{
    long double bound = point_now->bound > 1e-11 ? point_now->bound : 1e-13L;
    if (isfinite(want) ? !(fabsl(got - want) <= bound * scale) : isfinite(got))
        point_complain(what, got, "the function that is the same says", want);
}

static void check_same(int draw, const double *seeds)
{
    if (!point_now->same)
        return;
    int count = point_shadow.leaf_count;
    long double *one = point_room(count, sizeof *one), *other = point_room(count, sizeof *other);
    long double factor = point_now->same_factor, scale = 1;
    Snapshot after, after_other;
    take_adjoints(draw, seeds, false, one, &after);
    take_adjoints(draw, seeds, true, other, &after_other);
    for (int i = 0; i < count; i++)
        scale = fmaxl(scale, factor * fabsl(one[i]));
    for (int i = 0; i < count; i++)
        compare_same(point_leaf_name(point_partner(i), "the adjoint of "), factor * one[i], other[i], scale);
    if (after.returned)
        compare_same("the result", factor * after.result, after_other.result, fmaxl(1, factor * fabsl(after.result)));
    for (int i = 0; i < point_primal.leaf_count; i++)
        compare_same(point_leaf_name(&point_primal.leaves[i], "after the call "), after.reals[i], after_other.reals[i],
                     fmaxl(1, fabsl(after.reals[i])));
    point_snapshot_free(&after);
    point_snapshot_free(&after_other);
    free(one);
    free(other);
}

/* ---- check-value ---- */

void t_want(const char *name, long double value, long double tolerance)
{
    if (want_count == (int)(sizeof wants / sizeof *wants)) {
        printf("%s: too many values to check\n", point_now->title);
        exit(2);
    }
    wants[want_count++] = (Want){ name, value, tolerance };
}

void t_got(long double value)
{
    const Want *want = &wants[got_count++];
    bool close = isnan(want->value) || isinf(want->value) || isnan(value)
        ? point_same_bits(value, want->value)
        : fabsl(value - want->value) <= want->tolerance * (want->value == 0 ? 1 : fabsl(want->value));
    if (!close)
        point_complain(want->name, value, "the formula says", want->value);
}

void t_seed_result(double seed)
{
    result_seed = seed;
}

/* Before the tool exists: the oracle's own gradient stands in the shadows, so that the formulas are held to it. */
static void take_from_oracle(int draw)
{
    double *seeds = point_room(point_shadow.leaf_count, sizeof *seeds);
    long double *gradient = point_room(point_shadow.leaf_count, sizeof *gradient);
    Snapshot before = point_snapshot(&point_primal);
    for (int i = 0; i < point_shadow.leaf_count; i++)
        seeds[i] = (double)leaf_get(&point_shadow.leaves[i]);
    if (point_now->oracle)
        oracle_gradient(point_index, draw, before.reals, seeds, result_seed, gradient);
    for (int i = 0; i < point_shadow.leaf_count; i++)
        leaf_set(&point_shadow.leaves[i], gradient[i]);
    registry_now = &point_primal;
    point_now->call();
    point_snapshot_free(&before);
    free(seeds);
    free(gradient);
}

static void check_values(int draw)
{
    point_build(draw);
    point_build_shadows(draw);
    for (int i = 0; i < point_shadow.leaf_count; i++)
        leaf_set(&point_shadow.leaves[i], 0);
    want_count = got_count = 0;
    result_seed = point_now->result_seed == 0 ? 0 : 1;
    point_now->seeds();
    point_now->wants();
    if (point_now->derive)
        point_call_derivative(result_seed);
    else
        take_from_oracle(draw);
    if (point_now->derive || point_now->oracle)
        point_now->gots();
}

/* ---- one point ---- */

static bool check_oracle_real(const char *name, long double got, const char *whose, long double want)
{
    bool good = point_within(got, want, 100 * point_now->bound);
    if (!good && !kinks)
        point_complain(name, got, whose, want);
    return good;
}

static bool check_oracle_memory(const Snapshot *after, const long double *reals)
{
    bool good = true;
    for (int i = 0; i < point_primal.leaf_count; i++)
        if (point_primal.leaves[i].flags & T_PAIRED)
            good = check_oracle_real(point_leaf_name(&point_primal.leaves[i], "after the call "), after->reals[i],
                                     "the quad copy leaves", reals[i]) && good;
    return good;
}

/* The quad copy must be the same function: then its gradient is the primal's.  Where it takes another branch, the point is
 * a kink, if there may be any. */
static bool check_oracle_value(int draw, const Snapshot *before, const Snapshot *after)
{
    long double value, *reals = point_room(point_primal.leaf_count, sizeof *reals);
    bool good = true;
    if (!oracle_value(point_index, draw, before->reals, point_primal.leaf_count, &value, reals))
        point_complain("the number of reals in the arguments", point_primal.leaf_count, "the quad copy has other", 0);
    else
        good = (!after->returned || check_oracle_real("the primal's result", after->result, "its quad copy returns", value))
            && check_oracle_memory(after, reals);
    free(reals);
    return good || !kinks;
}

/* One draw of the random arguments; false: the point is a kink. */
static bool check_draw(int draw)
{
    point_build(draw);
    point_build_shadows(draw);
    int count = point_shadow.leaf_count;
    double *seeds = point_room(count, sizeof *seeds);
    long double *gradient = point_room(count, sizeof *gradient);
    Snapshot before = point_snapshot(&point_primal);
    point_invent_seeds(seeds);
    point_now->call();
    Snapshot plain = point_snapshot(&point_primal);
    bool smooth = !point_now->oracle
        || (check_oracle_value(draw, &before, &plain)
            && oracle_gradient(point_index, draw, before.reals, seeds, point_now->result_seed, gradient));
    if (smooth && point_now->derive) {
        check_against_oracle(draw, &plain, seeds, point_now->oracle ? gradient : NULL);
        check_same(draw, seeds);
        modes_second(draw, &before, &plain, seeds, point_now->oracle ? gradient : NULL);
        modes_again(draw, &plain, seeds);
        modes_lanes(draw, &plain, true);
        modes_lanes(draw, &plain, false);
        modes_dense(draw, &plain);
    }
    else if (smooth)
        modes_forward(draw, &plain, seeds, gradient);
    if (smooth)
        check_values(draw);
    point_snapshot_free(&before);
    point_snapshot_free(&plain);
    free(seeds);
    free(gradient);
    return smooth;
}

/* The function's name, and after how many draws it was checked; 0: at none of them. */
static void note_draws(int draws)
{
    FILE *file = kinks && draws != 1 ? fopen(kinks, "a") : NULL;
    if (!file)
        return;
    fprintf(file, "%.*s %d\n", (int)strcspn(point_now->title, "("), point_now->title, draws);
    fclose(file);
}

static void check_point(void)
{
    for (int draw = 0; draw < point_now->draws; draw++)
        if (check_draw(draw)) {
            note_draws(draw + 1);
            return;
        }
    note_draws(0);
    if (kinks)
        return;
    point_complaints++;
    printf("%s: a kink (the oracle's steps disagree): choose another point, or check-call with check-value\n",
           point_now->title);
}

int main(int argc, char **argv)
{
    point_is_exact = argc > 1 && strcmp(argv[1], "exact") == 0;
    kinks = argc > 2 ? argv[2] : NULL;
    for (point_index = 0; point_index < t_point_count; point_index++) {
        point_now = &t_points[point_index];
        check_point();
    }
    registry_clear(&point_primal);
    registry_clear(&point_shadow);
    modes_clear();
    return point_complaints > 0;
}
