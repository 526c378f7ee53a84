#include <adgen/adgen.h>
#include <math.h>

/* The square is not bounded away from zero. * check-has: cosh_value_adj != 0.0
 */
ADGEN_VJP(x)
void by_square(int n, const double *x, double *restrict y)
{
    for (int i = 0; i < n; i++)
        y[i] = sin(x[i]) / (x[i] * x[i]);
}

/* Nor is the wave below its largest value, nor what may underflow. * check-has: cosh_value_adj != 0.0
 */
ADGEN_VJP(x)
void by_wave(int n, const double *x, double *restrict y)
{
    for (int i = 0; i < n; i++)
        y[i] = x[i] / (1.0 + cos(x[i])) + 1.0 / exp(x[i]);
}

/* The sine of what is infinite is no number, though the sine is bounded; so is what passes through memory. * check-has: cosh_value_adj != 0.0
 */
ADGEN_VJP(x, by)
void by_memory(int n, const double *x, const double *by, double *restrict y)
{
    double part[8];

    for (int i = 0; i < n; i++)
        part[i] = x[i] / by[i];
    for (int i = 0; i < n; i++)
        y[i] = cos(part[i]) / (2.0 + sin(part[i]));
}

/* The hyperbolic cosine is above zero, but its slope may be infinite. * check-has: cosh_value_adj != 0.0
 */
ADGEN_VJP(x)
void by_steep(int n, const double *x, double *restrict y)
{
    for (int i = 0; i < n; i++)
        y[i] = 1.0 / cosh(x[i]);
}

ADGEN_VJP(x, y)
void powers(int n, const double *x, double y, double *restrict z)
{
    for (int i = 0; i < n; i++)
        z[i] = pow(x[i], y) + sqrt(x[i]) / (1.0 + log(x[i]) * log(x[i]));
}

/*
 * check: an adjoint of zero contributes nothing where a quotient may be infinite
 * check-gradient: by_square(2, {0.5, -1.3}, random(2, -1, 1))
 * check-call: by_square(2, {0.0, 2.0}, zeros(2))
 * check-seed: y = {0.0, 0.0}
 * check-value: x = {0.0, 0.0}
 * check-gradient: by_wave(2, {0.5, -1.3}, random(2, -1, 1))
 * check-call: by_wave(2, {-800.0, 2.0}, zeros(2))
 * check-seed: y = {0.0, 0.0}
 * check-value: x = {0.0, 0.0}
 * check-gradient: by_memory(2, {0.5, -1.3}, {2.0, 3.0}, random(2, -1, 1))
 * check-call: by_memory(2, {1.0, 0.0}, {0.0, 0.0}, zeros(2))
 * check-seed: y = {0.0, 0.0}
 * check-value: x = {0.0, 0.0}
 * check-value: by = {0.0, 0.0}
 * check-gradient: by_steep(2, {0.5, -1.3}, random(2, -1, 1))
 * check-gradient: powers(2, {0.5, 1.3}, 1.7, random(2, -1, 1))
 * check-call: powers(2, {0.0, 1.0}, -0.5, zeros(2))
 * check-seed: z = {0.0, 0.0}
 * check-value: x = {0.0, 0.0}
 * check-value: y = 0.0
 * check-has: cosh_value_adj != 0.0
 */
