/*
 * Whether gradients are right: adgen's against the one by hand, the values against the primal's, and the gradient by
 * hand against differences of the primal along one direction.
 */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "bench.h"

static const double value_tolerance = 1e-7, moved_tolerance = 1e-4, adolc_tolerance = 1e-6;

/* The value, and a copy of all adjoints of one call. */
static double adjoints_by(const Work *work, Column column, double *to)
{
    double *adj, value;
    size_t  count = work->adjoints(&adj);

    memset(adj, 0, count * sizeof *adj);
    value = work->run(column);
    count = work->adjoints(&adj);
    memcpy(to, adj, count * sizeof *to);
    return value;
}

static double largest(size_t count, const double *v)
{
    double most = 0.0;

    for (size_t i = 0; i < count; i++)
        most = fmax(most, fabs(v[i]));
    return most;
}

/* NAN where either is not a number. */
static double difference(size_t count, const double *u, const double *v)
{
    double most = largest(count, u), off = 0.0;

    for (size_t i = 0; i < count; i++) {
        if (!isfinite(u[i]) || !isfinite(v[i]))
            return NAN;
        off = fmax(off, fabs(u[i] - v[i]));
    }
    return most > 0.0 ? off / most : off;
}

static double apart(double u, double v)
{
    return fabs(u - v) / fmax(1.0, fabs(u));
}

/* The value a little further along the direction, which then is where it was, to the bit. */
static double value_beside(const Entry *entry, double step, const double *direction)
{
    double *in, *kept, value;
    size_t  count = entry->inputs(&in);

    kept = malloc(count * sizeof *kept);
    memcpy(kept, in, count * sizeof *kept);
    for (size_t i = 0; i < count; i++)
        in[i] += step * direction[i];
    value = entry->work->run(PRIMAL);
    memcpy(in, kept, count * sizeof *in);
    free(kept);
    return value;
}

/* Differences of the primal from the gradient given: each input moves in proportion to itself, at random. */
static double moved(const Entry *entry, const double *gradient)
{
    double *in, *direction, by_gradient = 0.0, scale = 0.0, by_values, step = 1e-6;
    size_t  count = entry->inputs(&in);

    direction = malloc(count * sizeof *direction);
    draw_from(2);
    for (size_t i = 0; i < count; i++) {
        direction[i] = draw(-1.0, 1.0) * (in[i] != 0.0 ? in[i] : 1.0);
        by_gradient += gradient[i] * direction[i];
        scale += fabs(gradient[i] * direction[i]);
    }
    by_values = (value_beside(entry, step, direction) - value_beside(entry, -step, direction)) / (2.0 * step);
    free(direction);
    return fabs(by_values - by_gradient) / scale;
}

/* ADOL-C is there where it is installed and knows the workload: where it returns a number, and adds some. */
static void check_adolc(const Work *work, const double *by_hand, double *its, size_t count, Result *result)
{
    double value = adjoints_by(work, ADOLC, its);

    result->cost[ADOLC].there = !isnan(value) && largest(count, its) > 0.0;
    if (result->cost[ADOLC].there && !(difference(count, by_hand, its) <= adolc_tolerance))
        result->right = false;
}

void check(const Entry *entry, const Options *options, Result *result)
{
    const Work *work = entry->work;
    double     *adj, *by_hand, *its, value, hand_value, adgen_value;
    size_t      count = work->adjoints(&adj);

    by_hand = malloc(count * sizeof *by_hand);
    its = malloc(count * sizeof *its);
    value = work->run(PRIMAL);
    hand_value = adjoints_by(work, HAND, by_hand);
    adgen_value = adjoints_by(work, ADGEN, its);
    result->off = difference(count, by_hand, its);
    result->value_off = fmax(apart(value, hand_value), apart(value, adgen_value));
    result->moved_off = entry->inputs ? moved(entry, by_hand) : NAN;
    result->right = result->off <= options->tolerance && result->value_off <= value_tolerance;
    if (entry->inputs)
        result->right &= result->moved_off <= moved_tolerance;
    for (Column column = PRIMAL; column <= ADGEN; column++)
        result->cost[column].there = true;
    if (entry->inputs)
        check_adolc(work, by_hand, its, count, result);
    free(by_hand);
    free(its);
}
