#ifndef ADGEN_CHECK_H
#define ADGEN_CHECK_H

/*
 * A gradient check for your own tests: a gradient against numeric differences of the function.
 *
 *     static double loss_of(const double *w, void *data) { return loss(w, data); }
 *     …
 *     loss_grad(w, batch, gradient);
 *     AdgenCheckOptions options = {.table = stdout};
 *     assert(adgen_check_gradient(loss_of, batch, w, n, gradient, &options) == ADGEN_CHECK_OK);
 *
 * Each component is differenced with a sweep of steps.  Too large a step errs by the function's curvature, too small a
 * one by its rounding; between them lies a plateau, whose value is extrapolated to step zero and comes with an estimate
 * of its own error.  So the check is as sharp as the function allows, and knows where it is not sharp.
 *
 * Needs -ladgen_rt.
 */

#include <stddef.h>
#include <stdio.h>

#ifdef __cplusplus
extern "C" {
#endif

/* In order of severity: the check returns the gravest that it met. */
typedef enum AdgenCheckStatus {
    ADGEN_CHECK_OK,       /* agrees within the tolerance */
    ADGEN_CHECK_NOISE,    /* agrees as far as the noise of f lets one see, which is less far than the tolerance */
    ADGEN_CHECK_KINK,     /* f has no derivative at x (a kink, a jump, a vertical slope, the end of its domain); the
                             gradient is one that a side allows */
    ADGEN_CHECK_WRONG,    /* the gradient is not the derivative of f, or not a number */
    ADGEN_CHECK_INVALID   /* nothing was checked: f(x) is not finite, an argument is NULL or out of range, or memory
                             ended; the table says which */
} AdgenCheckStatus;

typedef enum AdgenCheckDetail {
    ADGEN_CHECK_ROWS,      /* a row for each component checked, and a line with the result */
    ADGEN_CHECK_FAILURES,  /* rows only for what is not OK */
    ADGEN_CHECK_SWEEPS     /* as ROWS, and under each row the whole sweep: the V-shaped error curve */
} AdgenCheckDetail;

/* Zero in any field means its default, so AdgenCheckOptions options = {0} is the same as passing NULL. */
typedef struct AdgenCheckOptions {
    double             tolerance;      /* accepted error relative to the larger of gradient and derivative; 0: 1e-6 */
    FILE              *table;          /* where to print; NULL: nowhere */
    AdgenCheckDetail   detail;
    size_t             components;     /* check so many components, drawn at random; 0: all, or none where directions
                                          is given.  n or more: all */
    size_t             directions;     /* check the slope along so many random directions, each of which moves every
                                          component: the way to cover a large n with few evaluations */
    unsigned long long seed;           /* of both; printed with the result */
    double             largest_step;   /* ends of the sweep, relative to max(1, |x[i]|); 0: 1e-2 and 1e-10. */
    double             smallest_step;
} AdgenCheckOptions;

/*
 * adgen_check_gradient - hold gradient[0..n) against differences of f at x[0..n).
 *
 * f        the function; called with n doubles near x and with `data`.  Must return the same for the same x.
 *          Where it returns an infinity or a NaN near x, those steps are left out.
 * options  NULL for the defaults.
 *
 * Calls f once and, with the default steps, 34 times for each component or direction.  x, gradient and what they point to are
 * left unchanged.  Needs memory for 2 n doubles.  Keeps no state: may run in several threads at once.
 */
AdgenCheckStatus adgen_check_gradient(double (*f)(const double *x, void *data), void *data, const double *x, size_t n,
                                      const double *gradient, const AdgenCheckOptions *options);

/* "ok", "noise", "kink", "wrong", "invalid". */
const char *adgen_check_status_name(AdgenCheckStatus status);

#ifdef __cplusplus
}
#endif

#endif
