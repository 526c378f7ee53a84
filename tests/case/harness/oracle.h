#ifndef ADGEN_TESTS_ORACLE_H
#define ADGEN_TESTS_ORACLE_H

#include <stdbool.h>

/*
 * The judge: the gradient of  sum of seeds * reals after the call + result_seed * result  by every paired leaf before
 * it, by central differences in quad precision.
 *
 * `base` holds the value of every leaf before the call, `seeds` one number for each paired leaf; `gradient` gets as
 * many.  Two steps are tried, and one side alone: where they disagree the point is a kink, and the answer is false.
 */
bool oracle_gradient(int point, int draw, const long double *base, const double *seeds, double result_seed,
                     long double *gradient);

/*
 * The derivative of that gradient along a direction (of as many numbers as there are paired leaves), by mixed differences.
 * False where two steps disagree: no second derivative is to be seen there.
 */
bool oracle_second(int point, int draw, const long double *base, const double *seeds, double result_seed, const double *direction,
                   long double *second);

/* The primal's result in quad precision, and what the call leaves in the reals; `count`: how many there must be (0 is
 * returned where there are not). */
bool oracle_value(int point, int draw, const long double *base, int count, long double *value, long double *reals);

#endif
