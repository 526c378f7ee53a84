/*
 * The test program's main: every point of the case, against the oracle and against the contract.
 *
 * usage: PROGRAM exact|close.  `exact`: the generated function's result and memory must be the primal's bit for bit.
 * `close`: within the bound (an optimising compiler may know pow(x, 2) better than the library does).
 * One line for each thing that is wrong; exit status 1 where there is one.
 */

#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "oracle.h"
#include "registry.h"

enum { MOST_COMPLAINTS = 4 };

/* What the primal's memory holds, and what it returned. */
typedef struct Snapshot {
    long double   *reals;
    unsigned char *bytes;
    long          *targets;
    bool           returned;
    long double    result;
} Snapshot;

typedef struct Want {
    const char *name;
    long double value, tolerance;
} Want;

static Registry primal, shadow;
static bool     exact;
static int      complaints;
static Want     wants[256];
static int      want_count, got_count;
static double   result_seed;
static bool     has_tangents;
static long double result_tangent;

static const T_Point *point;      /* in hand */
static int            point_index;

static void *room(int count, size_t size)
{
    void *memory = calloc((size_t)count + 1, size);
    if (memory)
        return memory;
    fputs("the test program is out of memory\n", stderr);
    exit(2);
}

/* ---- comparing and complaining ---- */

static bool same_bits(long double a, long double b)
{
    return isnan(a) ? isnan(b) : a == b && !signbit(a) == !signbit(b);
}

static bool within(long double a, long double b, long double bound)
{
    if (isnan(a) || isnan(b) || isinf(a) || isinf(b))
        return same_bits(a, b);
    return fabsl(a - b) <= bound * fmaxl(1.0L, fabsl(a) + fabsl(b));
}

static bool agrees(long double a, long double b)
{
    return exact ? same_bits(a, b) : within(a, b, point->bound);
}

static void complain(const char *what, long double got, const char *judge, long double want)
{
    if (complaints++ < MOST_COMPLAINTS)
        printf("%s: %s is %.17Lg, but %s %.17Lg\n", point->title, what, got, judge, want);
}

static const char *leaf_name(const Leaf *leaf, const char *prefix)
{
    static char name[200];
    if (leaf->number == 0)
        snprintf(name, sizeof name, "%s%s", prefix, leaf->argument);
    else
        snprintf(name, sizeof name, "%s%s, real %d of it (from 0),", prefix, leaf->argument, leaf->number);
    return name;
}

/* ---- snapshots ---- */

static size_t byte_count(const Registry *r)
{
    size_t count = 0;
    for (int i = 0; i < r->memory_count; i++)
        count += r->memories[i].size;
    return count;
}

static Snapshot snapshot(const Registry *r)
{
    Snapshot s = { room(r->leaf_count, sizeof(long double)), room((int)byte_count(r), 1),
                   room(r->pointer_count, sizeof(long)), r->returned, r->result };
    unsigned char *at = s.bytes;
    for (int i = 0; i < r->leaf_count; i++)
        s.reals[i] = leaf_get(&r->leaves[i]);
    for (int i = 0; i < r->memory_count; i++) {
        memcpy(at, r->memories[i].place, r->memories[i].size);
        at += r->memories[i].size;
    }
    for (int i = 0; i < r->pointer_count; i++)
        s.targets[i] = registry_target(r, i);
    return s;
}

static void snapshot_free(Snapshot *s)
{
    free(s->reals);
    free(s->bytes);
    free(s->targets);
}

/* What is in memory now must be what a plain call left there. */
static void compare_memory(const Snapshot *plain)
{
    Snapshot now = snapshot(&primal);
    if (now.returned && !agrees(now.result, plain->result))
        complain("the result", now.result, "the primal returns", plain->result);
    for (int i = 0; i < primal.leaf_count; i++)
        if (!agrees(now.reals[i], plain->reals[i]))
            complain(leaf_name(&primal.leaves[i], "after the call "), now.reals[i], "the primal leaves",
                     plain->reals[i]);
    if (memcmp(now.bytes, plain->bytes, byte_count(&primal)) != 0)
        complain("an integer in memory after the call", 1, "as after a plain call it should be", 0);
    if (memcmp(now.targets, plain->targets, (size_t)primal.pointer_count * sizeof(long)) != 0)
        complain("a pointer in memory after the call", 1, "as after a plain call it should be", 0);
    snapshot_free(&now);
}

/* ---- the steps ---- */

static void build(int draw)
{
    registry_begin(&primal, point_index, draw);
    point->build();
}

static void build_shadows(int draw)
{
    registry_begin(&shadow, point_index, draw);
    point->shadows();
    registry_now = &primal;
}

static void call_derivative(double seed)
{
    registry_now = &primal;
    primal.returned = false;
    point->derive(seed);
}

/* The i-th paired leaf of the primal's. */
static const Leaf *partner(int shadow_index)
{
    for (int i = 0; i < primal.leaf_count; i++)
        if ((primal.leaves[i].flags & T_PAIRED) && shadow_index-- == 0)
            return &primal.leaves[i];
    printf("%s: the test program lost count of its shadows\n", point->title);
    exit(2);
}

/* Numbers in [-1, 1] that every real type holds. */
static void invent_seeds(double *seeds)
{
    for (int i = 0; i < shadow.leaf_count; i++)
        seeds[i] = floor(t_random(-64, 64)) / 64;
}

static void set_shadows(const double *seeds, bool only_in_out)
{
    for (int i = 0; i < shadow.leaf_count; i++)
        if (!only_in_out || !(partner(i)->flags & T_ADDS))
            leaf_set(&shadow.leaves[i], seeds[i]);
}

static void compare_adjoints(const double *seeds, const long double *gradient, int calls)
{
    for (int i = 0; i < shadow.leaf_count; i++) {
        const Leaf *leaf = partner(i);
        int times = leaf->flags & T_ADDS ? calls : 1;
        long double want = seeds[i] + times * (gradient[i] - seeds[i]), got = leaf_get(&shadow.leaves[i]);
        if (!within(got, want, point->bound))
            complain(leaf_name(leaf, calls == 1 ? "the adjoint of " : "after a second call the adjoint of "), got,
                     leaf->flags & T_FROZEN ? "an inactive member's stays" : "the oracle says", want);
    }
}

/* ---- forward against reverse ---- */

void t_tangent(long double value)
{
    has_tangents = true;
    result_tangent = value;
}

/* One side of the dot product identity: a sum, and the size of what is summed. */
typedef struct Sum {
    long double value, size;
} Sum;

static void add(Sum *sum, long double term)
{
    sum->value += term;
    sum->size += fabsl(term);
}

/* w . (J v) = (J^T w) . v, for the seeds w, their adjoints and a direction v of its own. */
static void compare_directions(const double *seeds, const long double *adjoints, const double *direction)
{
    Sum forward = { 0, 0 }, reverse = { 0, 0 };
    add(&forward, point->result_seed * result_tangent);
    for (int i = 0; i < shadow.leaf_count; i++) {
        const Leaf *leaf = partner(i);
        bool adds = leaf->flags & T_ADDS;
        if (leaf->flags & T_FROZEN) {
            if (leaf_get(&shadow.leaves[i]) != direction[i])
                complain(leaf_name(leaf, "the tangent of "), leaf_get(&shadow.leaves[i]), "an inactive member's stays", direction[i]);
            continue;
        }
        if (!adds)
            add(&forward, seeds[i] * leaf_get(&shadow.leaves[i]));
        add(&reverse, direction[i] * (adds ? adjoints[i] - seeds[i] : adjoints[i]));
    }
    long double bound = point->bound > 1e-11 ? 10 * point->bound : 1e-12L, size = fmaxl(1, fmaxl(forward.size, reverse.size));
    if (isfinite(reverse.value) ? !(fabsl(forward.value - reverse.value) <= bound * size) : isfinite(forward.value))
        complain("the derivative along a direction, forward,", forward.value, "the adjoints say", reverse.value);
}

static void check_forward(int draw, const Snapshot *plain, const double *seeds, const long double *adjoints)
{
    double *direction = room(shadow.leaf_count, sizeof *direction);
    invent_seeds(direction);
    build(draw);
    build_shadows(draw);
    set_shadows(direction, false);
    registry_now = &primal;
    primal.returned = has_tangents = false;
    point->forward();
    if (has_tangents) {
        compare_memory(plain);
        compare_directions(seeds, adjoints, direction);
    }
    free(direction);
}

/* The shadows hold the adjoints for these seeds. */
static void check_forward_against_reverse(int draw, const Snapshot *plain, const double *seeds)
{
    long double *adjoints = room(shadow.leaf_count, sizeof *adjoints);
    for (int i = 0; i < shadow.leaf_count; i++)
        adjoints[i] = leaf_get(&shadow.leaves[i]);
    check_forward(draw, plain, seeds, adjoints);
    free(adjoints);
}

/* ---- second order ---- */

static bool has_second;
static Registry sets[3];           /* tangents, adjoints, tangents of adjoints */

void t_second(void)
{
    has_second = true;
}

static void build_sets(int draw)
{
    for (int set = 0; set < 3; set++) {
        registry_begin(&sets[set], point_index, draw);
        point->shadows();
        point->take(set);
    }
    registry_now = &primal;
}

static bool is_output(int i)
{
    return !(partner(i)->flags & T_ADDS);
}

/* `start`: what lay in the set before. */
static void compare_set(int set, const char *what, const double *start, const long double *want, long double bound)
{
    for (int i = 0; i < sets[set].leaf_count; i++) {
        const Leaf *leaf = partner(i);
        bool frozen = leaf->flags & T_FROZEN;
        long double got = leaf_get(&sets[set].leaves[i]), value = frozen ? start[i] : want[i];
        if (!within(got, value, bound))
            complain(leaf_name(leaf, what), got, frozen ? "an inactive member's stays" : "the oracle says", value);
    }
}

/* The tangents of the adjoints start from numbers of their own where they are added to, from zero elsewhere. */
static void compare_second(const double *seeds, const long double *gradient, const double *start, const long double *second)
{
    long double *want = room(shadow.leaf_count, sizeof *want), bound = point->bound > 1e-11 ? 100 * point->bound : 1e-9L;
    for (int i = 0; i < shadow.leaf_count; i++)
        want[i] = start[i] + (second ? second[i] : 0);
    if (gradient && (point->result_seed == 0 || point->result_seed == 1))
        compare_set(1, "beside a Hessian-vector product the adjoint of ", seeds, gradient, point->bound);
    if (second)
        compare_set(2, "the Hessian-vector product by ", start, want, bound);
    free(want);
}

static void call_second(int draw, const double *direction, const double *seeds, const double *start)
{
    build(draw);
    build_sets(draw);
    for (int i = 0; i < shadow.leaf_count; i++) {
        leaf_set(&sets[0].leaves[i], direction[i]);
        leaf_set(&sets[1].leaves[i], seeds[i]);
        leaf_set(&sets[2].leaves[i], start[i]);
    }
    registry_now = &primal;
    primal.returned = has_second = false;
    point->second();
}

static void check_second(int draw, const Snapshot *before, const Snapshot *plain, const double *seeds, const long double *gradient)
{
    int count = shadow.leaf_count;
    double *direction = room(count, sizeof *direction), *start = room(count, sizeof *start);
    long double *second = room(count, sizeof *second);
    invent_seeds(direction);
    invent_seeds(start);
    for (int i = 0; i < count; i++)
        start[i] = is_output(i) && !(partner(i)->flags & T_FROZEN) ? 0 : start[i];
    call_second(draw, direction, seeds, start);
    if (has_second) {
        compare_memory(plain);
        bool smooth = point->oracle && oracle_second(point_index, draw, before->reals, seeds, point->result_seed != 0, direction, second);
        compare_second(seeds, gradient, start, smooth ? second : NULL);
    }
    free(direction);
    free(start);
    free(second);
}

/* ---- reverse over reverse ---- */

/* Two second derivatives of one gradient: w . (G' v) = (G'^T w) . v.  Outputs have no part in w: only their adjoints. */
static void compare_again(const double *direction, const double *start, const double *weights, const long double *tangents)
{
    Sum forward = { 0, 0 }, reverse = { 0, 0 };
    for (int i = 0; i < shadow.leaf_count; i++) {
        if (partner(i)->flags & T_FROZEN)
            continue;
        add(&forward, weights[i] * tangents[i]);
        add(&reverse, direction[i] * leaf_get(&sets[1].leaves[i]));
        add(&reverse, start[i] * leaf_get(&sets[2].leaves[i]));
    }
    long double bound = point->bound > 1e-11 ? 100 * point->bound : 1e-11L, size = fmaxl(1, fmaxl(forward.size, reverse.size));
    if (isfinite(forward.value) && !(fabsl(forward.value - reverse.value) <= bound * size))
        complain("reverse over reverse, along a direction,", reverse.value, "forward over reverse says", forward.value);
}

static void check_again(int draw, const Snapshot *plain, const double *seeds)
{
    int     count = shadow.leaf_count;
    double *direction = room(count, sizeof *direction), *start = room(count, sizeof *start), *weights = room(count, sizeof *weights);
    long double *tangents = room(count, sizeof *tangents);
    invent_seeds(direction);
    invent_seeds(start);
    invent_seeds(weights);
    call_second(draw, direction, seeds, start);
    for (int i = 0; i < count; i++)
        tangents[i] = leaf_get(&sets[2].leaves[i]);
    if (has_second && (point->result_seed == 0 || point->result_seed == 1)) {
        build(draw);
        build_sets(draw);
        for (int i = 0; i < count; i++) {
            leaf_set(&sets[0].leaves[i], seeds[i]);
            leaf_set(&sets[1].leaves[i], 0);
            leaf_set(&sets[2].leaves[i], weights[i]);
        }
        registry_now = &primal;
        primal.returned = has_second = false;
        point->again(point->result_seed);
        if (has_second) {
            compare_memory(plain);
            compare_again(direction, start, weights, tangents);
        }
    }
    free(direction);
    free(start);
    free(weights);
    free(tangents);
}

/* ---- several directions at once ---- */

/* A block of each set, and what they are side by side. */
typedef struct WideBlock {
    const Bytes   *narrow[T_LANES];
    unsigned char *wide;
    size_t         size;           /* of an element */
} WideBlock;

static WideBlock   wide_blocks[64];
static int         wide_count;
static bool        has_lanes;
static long double lane_tangents[T_LANES];

static void lay_side_by_side(const WideBlock *block, bool back)
{
    for (size_t i = 0; i < block->narrow[0]->size / block->size; i++)
        for (size_t lane = 0; lane < T_LANES; lane++) {
            unsigned char *narrow = block->narrow[lane]->place + i * block->size;
            unsigned char *wide = block->wide + (i * T_LANES + lane) * block->size;
            memcpy(back ? narrow : wide, back ? wide : narrow, block->size);
        }
}

static int block_of(const void *place)
{
    const Registry *r = &sets[0];
    for (int i = 0; i < r->block_count; i++)
        if ((uintptr_t)place - (uintptr_t)r->blocks[i].place <= r->blocks[i].size)
            return i;
    printf("%s: a shadow lies in no block\n", point->title);
    exit(2);
}

void *t_wide(void *const *lanes, size_t size)
{
    if (!lanes[0])
        return NULL;
    int    number = block_of(lanes[0]);
    size_t offset = (size_t)((unsigned char *)lanes[0] - sets[0].blocks[number].place);
    for (int i = 0; i < wide_count; i++)
        if (wide_blocks[i].narrow[0] == &sets[0].blocks[number])
            return wide_blocks[i].wide + offset * T_LANES;
    WideBlock *block = &wide_blocks[wide_count++];
    if (wide_count > (int)(sizeof wide_blocks / sizeof *wide_blocks))
        exit(2);
    for (int lane = 0; lane < T_LANES; lane++)
        block->narrow[lane] = &sets[lane].blocks[number];
    block->size = size;
    block->wide = malloc(block->narrow[0]->size * T_LANES + 1);
    if (!block->wide)
        exit(2);
    lay_side_by_side(block, false);
    return block->wide + offset * T_LANES;
}

void t_narrow(void)
{
    has_lanes = true;
    for (int i = 0; i < wide_count; i++) {
        lay_side_by_side(&wide_blocks[i], true);
        free(wide_blocks[i].wide);
    }
    wide_count = 0;
}

void t_tangents(const long double *values)
{
    for (int lane = 0; lane < T_LANES; lane++)
        lane_tangents[lane] = values[lane];
}

/* The same direction alone. */
static void compare_lane(int draw, int lane, bool forward, const double *seeds)
{
    long double bound = point->bound;
    build(draw);
    build_shadows(draw);
    set_shadows(seeds, false);
    registry_now = &primal;
    if (forward)
        point->forward();
    else
        call_derivative(point->result_seed);
    if (forward && !within(lane_tangents[lane], result_tangent, bound))
        complain("the result's tangent beside others", lane_tangents[lane], "alone there is", result_tangent);
    for (int i = 0; i < shadow.leaf_count; i++) {
        long double got = leaf_get(&sets[lane].leaves[i]), want = leaf_get(&shadow.leaves[i]);
        if (!within(got, want, bound))
            complain(leaf_name(partner(i), forward ? "beside others the tangent of " : "beside others the adjoint of "), got,
                     "alone there is", want);
    }
}

static void check_lanes(int draw, const Snapshot *plain, bool forward)
{
    int     count = shadow.leaf_count;
    double *seeds = room(T_LANES * count, sizeof *seeds);
    for (int lane = 0; lane < T_LANES; lane++)
        invent_seeds(seeds + lane * count);
    build(draw);
    build_sets(draw);
    for (int i = 0; i < T_LANES * count; i++)
        leaf_set(&sets[i / count].leaves[i % count], seeds[i]);
    registry_now = &primal;
    primal.returned = has_lanes = false;
    memset(lane_tangents, 0, sizeof lane_tangents);
    point->wide[!forward](point->result_seed);
    if (has_lanes) {
        compare_memory(plain);
        for (int lane = 0; lane < T_LANES; lane++)
            compare_lane(draw, lane, forward, seeds + lane * count);
    }
    free(seeds);
}

/* ---- dense derivatives ---- */

static bool is_column(int i)
{
    return (partner(i)->flags & T_INDEPENDENT) && !(partner(i)->flags & T_FROZEN);
}

static bool is_row(int i)
{
    return (partner(i)->flags & T_OUTPUT) && !(partner(i)->flags & T_FROZEN);
}

static int count_leaves(bool which(int i))
{
    int count = 0;
    for (int i = 0; i < shadow.leaf_count; i++)
        count += which(i);
    return count;
}

/* The matrix, or NULL where there is none; the primal's memory as after a plain call. */
static double *take_dense(int draw, int which, int size, const Snapshot *plain)
{
    double *matrix = room(size, sizeof *matrix);
    build(draw);
    for (int i = 0; i < size; i++)
        matrix[i] = NAN;
    registry_now = &primal;
    primal.returned = has_second = false;
    point->dense[which](matrix);
    if (!has_second) {
        free(matrix);
        return NULL;
    }
    compare_memory(plain);
    return matrix;
}

/* One row times the direction. */
static void compare_row(const double *matrix, int row, int columns, const double *direction, long double want, const char *what)
{
    long double sum = 0, size = 1 + fabsl(want);
    for (int i = 0, column = 0; i < shadow.leaf_count; i++)
        if (is_column(i)) {
            sum += matrix[row * columns + column] * direction[i];
            size += fabsl(matrix[row * columns + column++] * direction[i]);
        }
    if (isfinite(want) ? !(fabsl(sum - want) <= 10 * point->bound * size) : isfinite(sum))
        complain(what, sum, "along the same direction there is", want);
}

static void check_jacobian(int draw, const Snapshot *plain, const double *direction)
{
    bool of_result = point->result_seed != 0;
    int columns = count_leaves(is_column), rows = of_result ? 1 : count_leaves(is_row), row = 0;
    double *matrix = take_dense(draw, 0, rows * columns, plain);
    if (!matrix)
        return;
    build(draw);
    build_shadows(draw);
    set_shadows(direction, false);
    registry_now = &primal;
    point->forward();
    if (of_result)
        compare_row(matrix, 0, columns, direction, result_tangent, "a row of the Jacobian");
    for (int i = 0; i < shadow.leaf_count && !of_result; i++)
        if (is_row(i))
            compare_row(matrix, row++, columns, direction, leaf_get(&shadow.leaves[i]), "a row of the Jacobian");
    free(matrix);
}

static void check_hessian(int draw, const Snapshot *plain, const double *direction)
{
    int columns = count_leaves(is_column), row = 0;
    double *zeros = room(shadow.leaf_count, sizeof *zeros), *matrix = take_dense(draw, 1, columns * columns, plain);
    if (matrix) {
        call_second(draw, direction, zeros, zeros);
        for (int i = 0; i < shadow.leaf_count; i++)
            if (is_column(i))
                compare_row(matrix, row++, columns, direction, leaf_get(&sets[2].leaves[i]), "a row of the Hessian");
        for (int i = 0; i < columns * columns; i++)
            if (!same_bits(matrix[i], matrix[i % columns * columns + i / columns]))
                complain("an entry of the Hessian", matrix[i], "on the other side of the diagonal there is",
                         matrix[i % columns * columns + i / columns]);
    }
    free(zeros);
    free(matrix);
}

static void check_dense(int draw, const Snapshot *plain)
{
    double *direction = room(shadow.leaf_count, sizeof *direction);
    invent_seeds(direction);
    for (int i = 0; i < shadow.leaf_count; i++)
        direction[i] = is_column(i) ? direction[i] : 0;
    check_jacobian(draw, plain, direction);
    check_hessian(draw, plain, direction);
    free(direction);
}

/* The gradient with arbitrary seeds in the shadows, twice; before that in forward mode. */
static void check_against_oracle(int draw, const Snapshot *plain, const double *seeds, const long double *gradient)
{
    build(draw);
    build_shadows(draw);
    set_shadows(seeds, false);
    call_derivative(point->result_seed);
    check_forward_against_reverse(draw, plain, seeds);

    build(draw);
    build_shadows(draw);
    set_shadows(seeds, false);
    call_derivative(point->result_seed);
    compare_memory(plain);
    if (gradient)
        compare_adjoints(seeds, gradient, 1);
    build(draw);
    set_shadows(seeds, true);
    call_derivative(point->result_seed);
    compare_memory(plain);
    if (gradient)
        compare_adjoints(seeds, gradient, 2);
}

/* ---- check-value ---- */

void t_want(const char *name, long double value, long double tolerance)
{
    if (want_count == (int)(sizeof wants / sizeof *wants)) {
        printf("%s: too many values to check\n", point->title);
        exit(2);
    }
    wants[want_count++] = (Want){ name, value, tolerance };
}

void t_got(long double value)
{
    const Want *want = &wants[got_count++];
    bool close = isnan(want->value) || isinf(want->value) || isnan(value)
        ? same_bits(value, want->value)
        : fabsl(value - want->value) <= want->tolerance * (want->value == 0 ? 1 : fabsl(want->value));
    if (!close)
        complain(want->name, value, "the formula says", want->value);
}

void t_seed_result(double seed)
{
    result_seed = seed;
}

/* Before the tool exists: the oracle's own gradient stands in the shadows, so that the formulas are held to it. */
static void take_from_oracle(int draw)
{
    double *seeds = room(shadow.leaf_count, sizeof *seeds);
    long double *gradient = room(shadow.leaf_count, sizeof *gradient);
    Snapshot before = snapshot(&primal);
    for (int i = 0; i < shadow.leaf_count; i++)
        seeds[i] = (double)leaf_get(&shadow.leaves[i]);
    if (point->oracle)
        oracle_gradient(point_index, draw, before.reals, seeds, result_seed, gradient);
    for (int i = 0; i < shadow.leaf_count; i++)
        leaf_set(&shadow.leaves[i], gradient[i]);
    registry_now = &primal;
    point->call();
    snapshot_free(&before);
    free(seeds);
    free(gradient);
}

static void check_values(int draw)
{
    build(draw);
    build_shadows(draw);
    for (int i = 0; i < shadow.leaf_count; i++)
        leaf_set(&shadow.leaves[i], 0);
    want_count = got_count = 0;
    result_seed = point->result_seed == 0 ? 0 : 1;
    point->seeds();
    point->wants();
    if (point->derive)
        call_derivative(result_seed);
    else
        take_from_oracle(draw);
    if (point->derive || point->oracle)
        point->gots();
}

/* ---- one point ---- */

static void check_oracle_memory(const Snapshot *after, const long double *reals)
{
    for (int i = 0; i < primal.leaf_count; i++)
        if ((primal.leaves[i].flags & T_PAIRED) && !within(after->reals[i], reals[i], 100 * point->bound))
            complain(leaf_name(&primal.leaves[i], "after the call "), after->reals[i], "the quad copy leaves", reals[i]);
}

/* The quad copy must be the same function: then its gradient is the primal's. */
static void check_oracle_value(int draw, const Snapshot *before, const Snapshot *after)
{
    long double value, *reals = room(primal.leaf_count, sizeof *reals);
    if (!oracle_value(point_index, draw, before->reals, primal.leaf_count, &value, reals))
        complain("the number of reals in the arguments", primal.leaf_count, "the quad copy has other", 0);
    else if (after->returned && !within(after->result, value, 100 * point->bound))
        complain("the primal's result", after->result, "its quad copy returns", value);
    else
        check_oracle_memory(after, reals);
    free(reals);
}

/* One draw of the random arguments; false: the point is a kink. */
static bool check_draw(int draw)
{
    build(draw);
    build_shadows(draw);
    int count = shadow.leaf_count;
    double *seeds = room(count, sizeof *seeds);
    long double *gradient = room(count, sizeof *gradient);
    Snapshot before = snapshot(&primal);
    invent_seeds(seeds);
    point->call();
    Snapshot plain = snapshot(&primal);
    if (point->oracle)
        check_oracle_value(draw, &before, &plain);
    bool smooth = !point->oracle
        || oracle_gradient(point_index, draw, before.reals, seeds, point->result_seed, gradient);
    if (smooth && point->derive) {
        check_against_oracle(draw, &plain, seeds, point->oracle ? gradient : NULL);
        check_second(draw, &before, &plain, seeds, point->oracle ? gradient : NULL);
        check_again(draw, &plain, seeds);
        check_lanes(draw, &plain, true);
        check_lanes(draw, &plain, false);
        check_dense(draw, &plain);
    }
    else if (smooth)
        check_forward(draw, &plain, seeds, gradient);
    if (smooth)
        check_values(draw);
    snapshot_free(&before);
    snapshot_free(&plain);
    free(seeds);
    free(gradient);
    return smooth;
}

static void check_point(void)
{
    for (int draw = 0; draw < point->draws; draw++)
        if (check_draw(draw))
            return;
    complaints++;
    printf("%s: a kink (the oracle's steps disagree): choose another point, or check-call with check-value\n",
           point->title);
}

int main(int argc, char **argv)
{
    exact = argc > 1 && strcmp(argv[1], "exact") == 0;
    for (point_index = 0; point_index < t_point_count; point_index++) {
        point = &t_points[point_index];
        check_point();
    }
    registry_clear(&primal);
    registry_clear(&shadow);
    for (int set = 0; set < 3; set++)
        registry_clear(&sets[set]);
    return complaints > 0;
}
