#include "judge.h"

#include <float.h>
#include <math.h>

double judge_tolerance(int kind)
{
    return kind == HARNESS_FLOAT ? 2e-3 : 1e-6;
}

static Verdict verdict_of(AdgenCheckStatus status)
{
    switch (status) {
    case ADGEN_CHECK_OK:   return VERDICT_RIGHT;
    case ADGEN_CHECK_KINK: return VERDICT_KINK;
    case ADGEN_CHECK_WRONG: return VERDICT_WRONG;
    default:               return VERDICT_NOISE;
    }
}

/* Numbers below this are what is left of others that are too small for their type: they have hardly any digits. */
static double least(int kind)
{
    return 1e3 * (kind == HARNESS_FLOAT ? FLT_MIN : DBL_MIN);
}

/* Whether differences of the smallest steps come near the derivative, and far from what larger ones seemed to settle at:
 * the function bends within these. */
static bool fits_smallest(const Slope *slope, const Steps *steps, double derivative)
{
    enum { SMALL = 8, ENOUGH = 3 };
    int run = 0, longest = 0;
    for (int k = steps->count - SMALL; k < steps->count; k++) {
        double quotient = slope->quotient_central[k], size = fabs(derivative);
        bool   fits = fabs(quotient - derivative) <= 1e-2 * size && fabs(quotient - slope->best.value) > 0.1 * size;
        run = fits ? run + 1 : 0;
        longest = run > longest ? run : longest;
    }
    return longest >= ENOUGH;
}

Judgement judge_line(const Line *line, double value, double size, double derivative, int kind)
{
    Steps  steps;
    Slope  slope;
    bool   narrow = kind == HARNESS_FLOAT;
    double noise = narrow ? FLT_EPSILON * size : DBL_EPSILON * fabs(derivative);
    adgen_steps_init(&steps, narrow ? 1e-1 : 1e-2, narrow ? 1e-5 : 1e-10);
    adgen_slope_measure(&slope, line, &steps, value, isfinite(noise) ? noise : 0.0);
    AdgenCheckStatus status = adgen_slope_judge(&slope, judge_tolerance(kind), derivative);
    if (status == ADGEN_CHECK_WRONG && fabs(derivative - slope.best.value) < least(kind))
        status = ADGEN_CHECK_OK;
    bool explodes = slope.size > 1e6 * size && size > 0.0;
    if (status == ADGEN_CHECK_WRONG && (explodes || fits_smallest(&slope, &steps, derivative)))
        status = ADGEN_CHECK_NOISE;      /* hardly any step is small enough to tell */
    return (Judgement){verdict_of(status), derivative, slope.best.value, slope.best.error};
}

static double apart(Judgement j)
{
    double difference = fabs(j.derivative - j.numeric), size = fmax(1.0, fabs(j.derivative) + fabs(j.numeric));
    return isnan(difference) ? HUGE_VAL : difference / size;
}

Judgement judge_worse(Judgement a, Judgement b)
{
    if (a.verdict != b.verdict)
        return a.verdict > b.verdict ? a : b;
    return apart(b) > apart(a) ? b : a;
}

bool judge_same(double a, double b, double scale, int kind)
{
    double allowed = (kind == HARNESS_FLOAT ? 1e-4 : 1e-10) * fmax(scale, fmax(fabs(a), fabs(b)));
    return (isnan(a) && isnan(b)) || a == b || fabs(a - b) <= allowed + least(kind);
}

double judge_taylor_step(int k)
{
    return 0.1 * pow(10.0, -0.5 * k);
}

double judge_taylor(const double remainder[TAYLOR_STEPS], double noise)
{
    double sum_x = 0.0, sum_y = 0.0, sum_xx = 0.0, sum_xy = 0.0;
    int    last = -1, used = 0;
    for (int k = 0; k < TAYLOR_STEPS && remainder[k] > 1e3 * noise; k++)
        last = k;
    for (int k = last < 4 ? 0 : last - 4; k <= last; k++) {     /* the smallest steps that tell anything */
        double x = log(judge_taylor_step(k)), y = log(remainder[k]);
        sum_x += x;
        sum_y += y;
        sum_xx += x * x;
        sum_xy += x * y;
        used++;
    }
    if (used < 3)
        return NAN;
    return (used * sum_xy - sum_x * sum_y) / (used * sum_xx - sum_x * sum_x);
}
