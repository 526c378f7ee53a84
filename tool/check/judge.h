#ifndef ADGEN_CHECK_JUDGE_H
#define ADGEN_CHECK_JUDGE_H

#include <stdbool.h>

#include "agreed.h"
#include "line.h"
#include "finding.h"

/* What differences say of one number of a derivative. */
typedef struct Judgement {
    Verdict verdict;
    double  derivative, numeric;
    double  error;               /* how far the numeric one may be off */
} Judgement;

/* The coarsest type that takes part says how exact differences can be. */
double judge_tolerance(int kind);

/*
 * judge_line - hold a derivative against a sweep of differences along the line, with steps from 1e-2 down to 1e-10; in float,
 * whose values do not move for such steps, from 1e-1 down to 1e-5.
 *
 * The line's function must have the same value for the same argument.  `value` is its value at the line's x, `size` that of
 * what it is a sum of.
 */
Judgement judge_line(const Line *line, double value, double size, double derivative, int kind);

/* The worse of two: by verdict, then by how far apart the numbers are. */
Judgement judge_worse(Judgement a, Judgement b);

/* Whether two numbers are the same but for rounding, where what they are sums of has the size `scale`. */
bool judge_same(double a, double b, double scale, int kind);

/* What remains of f(x + h v) once f(x) and h times the derivative along v are taken away, for falling h. */
enum { TAYLOR_STEPS = 13 };

double judge_taylor_step(int k);

/*
 * judge_taylor - the power of h with which the remainder falls: 2 where the derivative is right, 1 where it is not.
 *
 * Only remainders that stand out of the function's rounding, of size `noise`, count; NaN where fewer than three do: the
 * function is as good as linear.
 */
double judge_taylor(const double remainder[TAYLOR_STEPS], double noise);

#endif
