#include <math.h>

#include "line.h"

/* Compare with an estimate, and tell what is right from what is only not seen to be wrong.  An error estimate above the
 * tolerance is no noise where it is small beside what f itself changes by. */
static AdgenCheckStatus compare(const Estimate *derivative, double tolerance, double gradient, double size)
{
    double larger  = larger_of(fabs(gradient), fabs(derivative->value));
    double allowed = tolerance * larger;

    if (!(fabs(gradient - derivative->value) <= larger_of(allowed, 4.0 * derivative->error)))
        return ADGEN_CHECK_WRONG;
    return derivative->error <= larger_of(allowed, tolerance * size) ? ADGEN_CHECK_OK : ADGEN_CHECK_NOISE;
}

static AdgenCheckStatus judge_smooth(const Slope *slope, double tolerance, double gradient)
{
    AdgenCheckStatus status = compare(&slope->best, tolerance, gradient, slope->size);

    if (status == ADGEN_CHECK_NOISE && compare(&slope->near, tolerance, gradient, 0.0) == ADGEN_CHECK_OK)
        return ADGEN_CHECK_OK;
    return status;
}

/* Where only one side is smooth the gradient is to be that side's, where none is nothing can be said. */
static AdgenCheckStatus judge_side(const Slope *slope, double tolerance, double gradient)
{
    bool wrong = isfinite(slope->best.value) && judge_smooth(slope, tolerance, gradient) == ADGEN_CHECK_WRONG;

    return wrong ? ADGEN_CHECK_WRONG : ADGEN_CHECK_KINK;
}

/* Where left and right differ any slope between them will do. */
static AdgenCheckStatus judge_kink(const Slope *slope, double tolerance, double gradient)
{
    double low     = smaller_of(slope->left.value, slope->right.value);
    double high    = larger_of(slope->left.value, slope->right.value);
    double allowed = tolerance * larger_of(fabs(low), fabs(high)) + 4.0 * (slope->left.error + slope->right.error);

    return gradient >= low - allowed && gradient <= high + allowed ? ADGEN_CHECK_KINK : ADGEN_CHECK_WRONG;
}

/* A vertical slope has an infinite derivative of the sign that a side has, or none. */
static AdgenCheckStatus judge_steep(const Slope *slope, double gradient)
{
    bool fits = isfinite(gradient) || slope->left.value * gradient > 0.0 || slope->right.value * gradient > 0.0;

    return fits ? ADGEN_CHECK_KINK : ADGEN_CHECK_WRONG;
}

AdgenCheckStatus adgen_slope_judge(const Slope *slope, double tolerance, double gradient)
{
    if (isnan(gradient) || (isinf(gradient) && slope->kind != SLOPE_STEEP))
        return ADGEN_CHECK_WRONG;
    switch (slope->kind) {
    case SLOPE_SMOOTH: return judge_smooth(slope, tolerance, gradient);
    case SLOPE_KINK:   return judge_kink(slope, tolerance, gradient);
    case SLOPE_EDGE:
    case SLOPE_JUMP:   return judge_side(slope, tolerance, gradient);
    case SLOPE_STEEP:  return judge_steep(slope, gradient);
    case SLOPE_NONE:   break;
    }
    return ADGEN_CHECK_NOISE;
}
