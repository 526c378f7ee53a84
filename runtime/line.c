#include "line.h"

#include <float.h>
#include <math.h>

#define RATIO 3.16227766016837933199889354443271853   /* of a step to the next: sqrt(10) */

enum {
    LEVELS  = 5,    /* of extrapolation */
    DECADES = 4,    /* steps over which a pattern must hold to count: a factor of 100 */
    LONG    = 8,    /* the same for the patterns that noise could imitate */
    PAIRS   = 4     /* of quotients to judge noise by */
};

void adgen_steps_init(Steps *steps, double largest, double smallest)
{
    double h = largest;

    steps->count = 0;
    while (steps->count < MAX_STEPS && h > smallest / RATIO * 1.5) {
        steps->h[steps->count++] = h;
        h /= RATIO;
    }
}

/* f at x + t v; *moved becomes the t that rounding left of it. */
static double line_value(const Line *line, double t, double *moved)
{
    double value;

    *moved = t;
    if (line->direction != NULL) {
        for (size_t i = 0; i < line->n; i++)
            line->at[i] = line->x[i] + t * line->direction[i];
        value = line->f(line->at, line->data);
        for (size_t i = 0; i < line->n; i++)
            line->at[i] = line->x[i];
    } else {
        double          x = line->x[line->component];
        volatile double moved_x = x + t * line->scale;   /* stored, so that it is a double on any machine */

        line->at[line->component] = moved_x;
        *moved = (moved_x - x) / line->scale;
        value = line->f(line->at, line->data);
        line->at[line->component] = x;
    }
    return value;
}

/* The difference quotients of every step; NaN where f has no value. */
static void sweep(Slope *slope, const Line *line, const Steps *steps, double value)
{
    slope->size = fabs(value);
    for (int k = 0; k < steps->count; k++) {
        double to_right, to_left;
        double right = line_value(line, steps->h[k], &to_right);
        double left  = line_value(line, -steps->h[k], &to_left);

        slope->quotient_right[k]   = isfinite(right) ? (right - value) / to_right : NAN;
        slope->quotient_left[k]    = isfinite(left) ? (left - value) / to_left : NAN;
        slope->quotient_central[k] = isfinite(left) && isfinite(right) ? (right - left) / (to_right - to_left) : NAN;
        if (isfinite(right) && fabs(right) > slope->size)
            slope->size = fabs(right);
        if (isfinite(left) && fabs(left) > slope->size)
            slope->size = fabs(left);
    }
}

/* The first step from which on every quotient is a finite number. */
static int first_finite(const double *quotient, int count)
{
    int first = count;

    while (first > 0 && isfinite(quotient[first - 1]))
        first--;
    return first;
}

/* The scatter of f: among small steps, neighbouring quotients differ by noise / h and by little else.  Looks at the
 * smaller half of the steps, from `from` on, and at three pairs at least. */
static double noise_from(const double *quotient, const Steps *steps, int from)
{
    double noise = 0.0;

    if (from < steps->count / 2)
        from = steps->count / 2;
    if (from > steps->count - PAIRS - 1)
        from = steps->count - PAIRS - 1;
    for (int k = from + 1; k < steps->count; k++)
        if (isfinite(quotient[k - 1]))
            noise = larger_of(noise, fabs(quotient[k] - quotient[k - 1]) * steps->h[k]);
    return noise;
}

/*
 * extrapolate - the quotients' limit for step zero.
 *
 * Neville's scheme over neighbouring steps, the entry taken that differs least from the two that it was made from
 * (Ridders 1982); what the noise of f adds counts too: all that small steps show of it or, if `fine`, what is seen from
 * the step at hand on.  `shrink` is the factor by which the quotient's error falls from one step to the next, in its
 * leading order and again in each later one.
 */
static Estimate extrapolate(const double *quotient, const Steps *steps, double shrink, double least_noise, bool fine)
{
    Estimate best = {NAN, INFINITY, 0.0};
    double   before[LEVELS] = {0}, row[LEVELS];
    int      first = first_finite(quotient, steps->count);

    for (int k = first; k < steps->count; k++) {
        double noise  = larger_of(noise_from(quotient, steps, fine ? k : 0), least_noise);
        double factor = 1.0;

        row[0] = quotient[k];
        for (int j = 0; j < LEVELS && j < k - first; j++) {
            double next, error;

            factor *= shrink;
            next = row[j] + (row[j] - before[j]) / (factor - 1.0);
            error = larger_of(fabs(next - row[j]), fabs(next - before[j])) + 2.0 * noise / steps->h[k];
            if (error < best.error)
                best = (Estimate){next, error, steps->h[k]};
            if (j + 1 < LEVELS)
                row[j + 1] = next;
        }
        for (int j = 0; j < LEVELS && j <= k - first; j++)
            before[j] = row[j];
    }
    return best;
}

/* f(x + h) - f(x) stays what it is for ever smaller h. */
static bool jumps(const double *quotient, const Steps *steps, double size)
{
    int    last = steps->count - 1;
    double jump;

    if (first_finite(quotient, steps->count) > last - DECADES)
        return false;
    jump = quotient[last] * steps->h[last];
    if (fabs(jump) <= 1e3 * DBL_EPSILON * size)
        return false;
    for (int k = last - DECADES; k < last; k++)
        if (fabs(quotient[k] * steps->h[k] - jump) > 0.1 * fabs(jump))
            return false;
    return true;
}

/* The quotient grows steadily as h falls, but slower than 1 / h. */
static bool grows(const double *quotient, const Steps *steps, double size)
{
    int last = steps->count - 1;

    if (first_finite(quotient, steps->count) > last - LONG)
        return false;
    for (int k = last - LONG; k < last; k++) {
        double growth = quotient[k + 1] / quotient[k];

        if (!(growth > 1.15 && growth < 0.92 * RATIO))
            return false;
    }
    return fabs(quotient[last]) * steps->h[last] > 1e2 * DBL_EPSILON * size;
}

/* Left and right quotients keep their distance while h falls by a factor of 100, down to the smallest step at which
 * noise lets one see a distance, and no farther from x than the best central estimate looked. */
static bool has_kink(const Slope *slope, const Steps *steps)
{
    double gap[MAX_STEPS];
    int    seen = -1;
    int    first = first_finite(slope->quotient_central, steps->count);

    for (int k = first; k < steps->count; k++) {
        gap[k] = fabs(slope->quotient_right[k] - slope->quotient_left[k]);
        if (gap[k] * steps->h[k] > 10.0 * slope->noise)
            seen = k;
    }
    if (seen < first + DECADES || steps->h[seen] > slope->best.step * 1.5)
        return false;
    for (int k = seen - DECADES; k < seen; k++)
        if (gap[k] * steps->h[k] <= 10.0 * slope->noise || gap[seen] < 0.3 * gap[k])
            return false;
    return true;
}

static SlopeKind classify(const Slope *slope, const Steps *steps)
{
    bool has_left  = isfinite(slope->left.value);
    bool has_right = isfinite(slope->right.value);

    if (jumps(slope->quotient_right, steps, slope->size) || jumps(slope->quotient_left, steps, slope->size))
        return SLOPE_JUMP;
    if (grows(slope->quotient_right, steps, slope->size) || grows(slope->quotient_left, steps, slope->size))
        return SLOPE_STEEP;
    if (!has_left && !has_right)
        return SLOPE_NONE;
    if (!has_left || !has_right)
        return SLOPE_EDGE;
    return has_kink(slope, steps) ? SLOPE_KINK : SLOPE_SMOOTH;
}

/* The side on which f is smooth, if one is. */
static Estimate smooth_side(const Slope *slope, const Steps *steps)
{
    bool left  = isfinite(slope->left.value) && !jumps(slope->quotient_left, steps, slope->size);
    bool right = isfinite(slope->right.value) && !jumps(slope->quotient_right, steps, slope->size);

    return left ? slope->left : right ? slope->right : (Estimate){NAN, INFINITY, 0.0};
}

/*
 * The central estimate, twice: with all that differs among small steps taken for noise, and with only that which goes
 * on to the smallest.  The second is right where f varies over distances as short as the steps (log near 0, chaos);
 * the first where f is computed in less than double precision, since the smallest steps do not see that it moves.
 * So the second counts only if the slope it sees is too steep for the larger steps to show.
 */
static void measure_central(Slope *slope, const Steps *steps, double least_noise)
{
    const double *quotient = slope->quotient_central;

    slope->noise = larger_of(noise_from(quotient, steps, 0), least_noise);
    slope->best  = extrapolate(quotient, steps, RATIO * RATIO, least_noise, false);
    slope->near  = slope->best;
    if (quotient[steps->count - 1] != 0.0)
        slope->near = extrapolate(quotient, steps, RATIO * RATIO, least_noise, true);
    if (slope->near.error < 0.01 * fabs(slope->near.value) &&
        fabs(slope->near.value) > 100.0 * (fabs(slope->best.value) + slope->best.error))
        slope->best = slope->near;
}

static Estimate last_quotient(const double *quotient, const Steps *steps)
{
    return (Estimate){quotient[steps->count - 1], INFINITY, steps->h[steps->count - 1]};
}

void adgen_slope_measure(Slope *slope, const Line *line, const Steps *steps, double value, double input_noise)
{
    double least_noise;

    sweep(slope, line, steps, value);
    least_noise = DBL_EPSILON * slope->size + input_noise;
    measure_central(slope, steps, least_noise);
    slope->left  = extrapolate(slope->quotient_left, steps, RATIO, least_noise, false);
    slope->right = extrapolate(slope->quotient_right, steps, RATIO, least_noise, false);
    slope->kind  = classify(slope, steps);
    if (slope->kind == SLOPE_EDGE || slope->kind == SLOPE_JUMP)
        slope->best = slope->near = smooth_side(slope, steps);
    if (slope->kind == SLOPE_STEEP) {
        slope->left  = last_quotient(slope->quotient_left, steps);
        slope->right = last_quotient(slope->quotient_right, steps);
        slope->best  = isfinite(slope->right.value) ? slope->right : slope->left;
    }
}
