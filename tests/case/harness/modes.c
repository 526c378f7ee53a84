#include "modes.h"

#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static bool        has_tangents;
static long double result_tangent;

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
    add(&forward, point_now->result_seed * result_tangent);
    for (int i = 0; i < point_shadow.leaf_count; i++) {
        const Leaf *leaf = point_partner(i);
        bool adds = leaf->flags & T_ADDS;
        if (leaf->flags & T_FROZEN) {
            if (leaf_get(&point_shadow.leaves[i]) != direction[i])
                point_complain(point_leaf_name(leaf, "the tangent of "), leaf_get(&point_shadow.leaves[i]),
                               "an inactive member's stays", direction[i]);
            continue;
        }
        if (!adds)
            add(&forward, seeds[i] * leaf_get(&point_shadow.leaves[i]));
        add(&reverse, direction[i] * (adds ? adjoints[i] - seeds[i] : adjoints[i]));
    }
    long double bound = point_now->bound > 1e-11 ? 10 * point_now->bound : 1e-12L, size = fmaxl(1, fmaxl(forward.size,
            reverse.size));
    if (isfinite(reverse.value) ? !(fabsl(forward.value - reverse.value) <= bound * size) : isfinite(forward.value))
        point_complain("the derivative along a direction, forward,", forward.value, "the adjoints say", reverse.value);
}

void modes_forward(int draw, const Snapshot *plain, const double *seeds, const long double *adjoints)
{
    double *direction = point_room(point_shadow.leaf_count, sizeof *direction);
    point_invent_seeds(direction);
    point_build(draw);
    point_build_shadows(draw);
    point_set_shadows(direction, false);
    registry_now = &point_primal;
    point_primal.returned = has_tangents = false;
    point_now->forward();
    if (has_tangents) {
        point_compare_memory(plain);
        compare_directions(seeds, adjoints, direction);
    }
    free(direction);
}

/* The shadows hold the adjoints for these seeds. */
void modes_forward_against_reverse(int draw, const Snapshot *plain, const double *seeds)
{
    long double *adjoints = point_room(point_shadow.leaf_count, sizeof *adjoints);
    for (int i = 0; i < point_shadow.leaf_count; i++)
        adjoints[i] = leaf_get(&point_shadow.leaves[i]);
    modes_forward(draw, plain, seeds, adjoints);
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
        point_now->shadows();
        point_now->take(set);
    }
    registry_now = &point_primal;
}

static bool is_output(int i)
{
    return !(point_partner(i)->flags & T_ADDS);
}

/* `start`: what lay in the set before. */
static void compare_set(int set, const char *what, const double *start, const long double *want, long double bound)
{
    for (int i = 0; i < sets[set].leaf_count; i++) {
        const Leaf *leaf = point_partner(i);
        bool frozen = leaf->flags & T_FROZEN;
        long double got = leaf_get(&sets[set].leaves[i]), value = frozen ? start[i] : want[i];
        if (!point_within(got, value, bound))
            point_complain(point_leaf_name(leaf, what), got, frozen ? "an inactive member's stays" : "the oracle says",
                           value);
    }
}

/* The tangents of the adjoints start from numbers of their own where they are added to, from zero elsewhere. */
static void compare_second(const double *seeds, const long double *gradient, const double *start, const long double *second)
{
    long double *want = point_room(point_shadow.leaf_count, sizeof *want);
    long double bound = point_now->bound > 1e-11 ? 100 * point_now->bound : 1e-9L;
    for (int i = 0; i < point_shadow.leaf_count; i++)
        want[i] = start[i] + (second ? second[i] : 0);
    if (gradient && (point_now->result_seed == 0 || point_now->result_seed == 1))
        compare_set(1, "beside a Hessian-vector product the adjoint of ", seeds, gradient, point_now->bound);
    if (second)
        compare_set(2, "the Hessian-vector product by ", start, want, bound);
    free(want);
}

static void call_second(int draw, const double *direction, const double *seeds, const double *start)
{
    point_build(draw);
    build_sets(draw);
    for (int i = 0; i < point_shadow.leaf_count; i++) {
        leaf_set(&sets[0].leaves[i], direction[i]);
        leaf_set(&sets[1].leaves[i], seeds[i]);
        leaf_set(&sets[2].leaves[i], start[i]);
    }
    registry_now = &point_primal;
    point_primal.returned = has_second = false;
    point_now->second();
}

void modes_second(int draw, const Snapshot *before, const Snapshot *plain, const double *seeds, const long double *gradient)
{
    int count = point_shadow.leaf_count;
    double *direction = point_room(count, sizeof *direction), *start = point_room(count, sizeof *start);
    long double *second = point_room(count, sizeof *second);
    point_invent_seeds(direction);
    point_invent_seeds(start);
    for (int i = 0; i < count; i++)
        start[i] = is_output(i) && !(point_partner(i)->flags & T_FROZEN) ? 0 : start[i];
    call_second(draw, direction, seeds, start);
    if (has_second) {
        point_compare_memory(plain);
        bool smooth = point_now->oracle && oracle_second(point_index, draw, before->reals, seeds,
                                                         point_now->result_seed != 0, direction, second);
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
    for (int i = 0; i < point_shadow.leaf_count; i++) {
        if (point_partner(i)->flags & T_FROZEN)
            continue;
        add(&forward, weights[i] * tangents[i]);
        add(&reverse, direction[i] * leaf_get(&sets[1].leaves[i]));
        add(&reverse, start[i] * leaf_get(&sets[2].leaves[i]));
    }
    long double bound = point_now->bound > 1e-11 ? 100 * point_now->bound : 1e-11L, size = fmaxl(1, fmaxl(forward.size,
            reverse.size));
    if (isfinite(forward.value) && !(fabsl(forward.value - reverse.value) <= bound * size))
        point_complain("reverse over reverse, along a direction,", reverse.value, "forward over reverse says", forward.value);
}

void modes_again(int draw, const Snapshot *plain, const double *seeds)
{
    int     count = point_shadow.leaf_count;
    double *direction = point_room(count, sizeof *direction), *start = point_room(count, sizeof *start),
                                   *weights = point_room(count, sizeof *weights);
    long double *tangents = point_room(count, sizeof *tangents);
    point_invent_seeds(direction);
    point_invent_seeds(start);
    point_invent_seeds(weights);
    call_second(draw, direction, seeds, start);
    for (int i = 0; i < count; i++)
        tangents[i] = leaf_get(&sets[2].leaves[i]);
    if (has_second && (point_now->result_seed == 0 || point_now->result_seed == 1)) {
        point_build(draw);
        build_sets(draw);
        for (int i = 0; i < count; i++) {
            leaf_set(&sets[0].leaves[i], seeds[i]);
            leaf_set(&sets[1].leaves[i], 0);
            leaf_set(&sets[2].leaves[i], weights[i]);
        }
        registry_now = &point_primal;
        point_primal.returned = has_second = false;
        point_now->again(point_now->result_seed);
        if (has_second) {
            point_compare_memory(plain);
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
    printf("%s: a shadow lies in no block\n", point_now->title);
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
    long double bound = point_now->bound;
    point_build(draw);
    point_build_shadows(draw);
    point_set_shadows(seeds, false);
    registry_now = &point_primal;
    if (forward)
        point_now->forward();
    else
        point_call_derivative(point_now->result_seed);
    if (forward && !point_within(lane_tangents[lane], result_tangent, bound))
        point_complain("the result's tangent beside others", lane_tangents[lane], "alone there is", result_tangent);
    for (int i = 0; i < point_shadow.leaf_count; i++) {
        long double got = leaf_get(&sets[lane].leaves[i]), want = leaf_get(&point_shadow.leaves[i]);
        if (!point_within(got, want, bound))
            point_complain(point_leaf_name(point_partner(i),
                           forward ? "beside others the tangent of " : "beside others the adjoint of "), got,
                     "alone there is", want);
    }
}

void modes_lanes(int draw, const Snapshot *plain, bool forward)
{
    int     count = point_shadow.leaf_count;
    double *seeds = point_room(T_LANES * count, sizeof *seeds);
    for (int lane = 0; lane < T_LANES; lane++)
        point_invent_seeds(seeds + lane * count);
    point_build(draw);
    build_sets(draw);
    for (int i = 0; i < T_LANES * count; i++)
        leaf_set(&sets[i / count].leaves[i % count], seeds[i]);
    registry_now = &point_primal;
    point_primal.returned = has_lanes = false;
    memset(lane_tangents, 0, sizeof lane_tangents);
    point_now->wide[!forward](point_now->result_seed);
    if (has_lanes) {
        point_compare_memory(plain);
        for (int lane = 0; lane < T_LANES; lane++)
            compare_lane(draw, lane, forward, seeds + lane * count);
    }
    free(seeds);
}

/* ---- dense derivatives ---- */

static bool is_column(int i)
{
    return (point_partner(i)->flags & T_INDEPENDENT) && !(point_partner(i)->flags & T_FROZEN);
}

static bool is_row(int i)
{
    return (point_partner(i)->flags & T_OUTPUT) && !(point_partner(i)->flags & T_FROZEN);
}

static int count_leaves(bool which(int i))
{
    int count = 0;
    for (int i = 0; i < point_shadow.leaf_count; i++)
        count += which(i);
    return count;
}

/* The matrix, or NULL where there is none; the primal's memory as after a plain call. */
static double *take_dense(int draw, int which, int size, const Snapshot *plain)
{
    double *matrix = point_room(size, sizeof *matrix);
    point_build(draw);
    for (int i = 0; i < size; i++)
        matrix[i] = NAN;
    registry_now = &point_primal;
    point_primal.returned = has_second = false;
    point_now->dense[which](matrix);
    if (!has_second) {
        free(matrix);
        return NULL;
    }
    point_compare_memory(plain);
    return matrix;
}

/* One row times the direction. */
static void compare_row(const double *matrix, int row, int columns, const double *direction, long double want,
                        const char *what)
{
    long double sum = 0, size = 1 + fabsl(want);
    for (int i = 0, column = 0; i < point_shadow.leaf_count; i++)
        if (is_column(i)) {
            sum += matrix[row * columns + column] * direction[i];
            size += fabsl(matrix[row * columns + column++] * direction[i]);
        }
    if (isfinite(want) ? !(fabsl(sum - want) <= 10 * point_now->bound * size) : isfinite(sum))
        point_complain(what, sum, "along the same direction there is", want);
}

static void check_jacobian(int draw, const Snapshot *plain, const double *direction)
{
    bool of_result = point_now->result_seed != 0;
    int columns = count_leaves(is_column), rows = of_result ? 1 : count_leaves(is_row), row = 0;
    double *matrix = take_dense(draw, 0, rows * columns, plain);
    if (!matrix)
        return;
    point_build(draw);
    point_build_shadows(draw);
    point_set_shadows(direction, false);
    registry_now = &point_primal;
    point_now->forward();
    if (of_result)
        compare_row(matrix, 0, columns, direction, result_tangent, "a row of the Jacobian");
    for (int i = 0; i < point_shadow.leaf_count && !of_result; i++)
        if (is_row(i))
            compare_row(matrix, row++, columns, direction, leaf_get(&point_shadow.leaves[i]), "a row of the Jacobian");
    free(matrix);
}

static void check_hessian(int draw, const Snapshot *plain, const double *direction)
{
    int columns = count_leaves(is_column), row = 0;
    double *zeros = point_room(point_shadow.leaf_count, sizeof *zeros), *matrix = take_dense(draw, 1, columns * columns,
                               plain);
    if (matrix) {
        call_second(draw, direction, zeros, zeros);
        for (int i = 0; i < point_shadow.leaf_count; i++)
            if (is_column(i))
                compare_row(matrix, row++, columns, direction, leaf_get(&sets[2].leaves[i]), "a row of the Hessian");
        for (int i = 0; i < columns * columns; i++)
            if (!point_same_bits(matrix[i], matrix[i % columns * columns + i / columns]))
                point_complain("an entry of the Hessian", matrix[i], "on the other side of the diagonal there is",
                         matrix[i % columns * columns + i / columns]);
    }
    free(zeros);
    free(matrix);
}

void modes_dense(int draw, const Snapshot *plain)
{
    double *direction = point_room(point_shadow.leaf_count, sizeof *direction);
    point_invent_seeds(direction);
    for (int i = 0; i < point_shadow.leaf_count; i++)
        direction[i] = is_column(i) ? direction[i] : 0;
    check_jacobian(draw, plain, direction);
    check_hessian(draw, plain, direction);
    free(direction);
}

void modes_clear(void)
{
    for (int set = 0; set < 3; set++)
        registry_clear(&sets[set]);
}
