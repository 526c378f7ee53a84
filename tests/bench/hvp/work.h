#ifndef BENCH_HVP_WORK_H
#define BENCH_HVP_WORK_H

#include <adgen/adgen.h>

/* Functions of many parameters and one value, of the kinds that are minimized. */

/* Rosenbrock's valley. */
ADGEN_GRAD(x) ADGEN_HVP(x)
double valley(int n, const double *x);

/* Mean loss of logistic regression: weights w[d], samples x[n][d], labels y[n], each -1 or 1. */
ADGEN_GRAD(w) ADGEN_HVP(w)
double logistic(int n, int d, const double *restrict w, const double *restrict x, const double *restrict y);

enum { CELLS = 256 };

/* How far u, after so many steps of Burgers' equation on a ring from u0, is from what was seen. */
ADGEN_GRAD(u0) ADGEN_HVP(u0)
double burgers(int steps, const double u0[restrict CELLS], const double seen[restrict CELLS]);

enum { KINDS = 8, DIMENSIONS = 4 };

/* Minus the mean log-likelihood of points x[n][DIMENSIONS] in a mixture of normal distributions: for each kind a
 * weight, DIMENSIONS means, and as many logarithms of widths. */
ADGEN_GRAD(p) ADGEN_HVP(p)
double mixture(int n, const double p[restrict KINDS * (1 + 2 * DIMENSIONS)], const double *restrict x);

enum { UNITS = 16, GATES = 4 };

/* A recurrent network (LSTM) that foretells the next number of x[n]: for each gate and unit UNITS weights for the
 * outputs before, one for the input and one that is added; then UNITS weights for what is foretold. */
ADGEN_GRAD(w) ADGEN_HVP(w)
double memory(int n, const double w[restrict GATES * UNITS * (UNITS + 2) + UNITS], const double *restrict x);

#endif
