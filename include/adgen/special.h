#ifndef ADGEN_SPECIAL_H
#define ADGEN_SPECIAL_H

/*
 * The functions that the derivatives of lgamma and tgamma, and theirs in turn, are made of.
 *
 * Errors: at most 1e-14 of the result (1e-6 for float), also beside the zeros of a function and beside its poles.
 * At the poles, which are the integers below zero, where the sign depends on the side: NaN.  At zero: infinite, on the
 * side of the zero's sign.  For a NaN, and for n < 0: NaN.
 *
 * Method: the recurrence up to where the asymptotic series converges, reflection for x < 0 (Abramowitz and Stegun,
 * Handbook of Mathematical Functions, 1964, 6.3.5 to 6.3.18 and 6.4.6 to 6.4.11); where the terms cancel, the same in
 * twice the precision (T. J. Dekker, A floating-point technique for extending the available precision, Numerische
 * Mathematik 18, 1971).
 */

#ifdef __cplusplus
extern "C" {
#endif

/* The derivative of log |gamma(x)|. */
float       adgen_digammaf(float x);
double      adgen_digamma(double x);
long double adgen_digammal(long double x);

/* The n-th derivative of digamma, n >= 0. */
float       adgen_polygammaf(int n, float x);
double      adgen_polygamma(int n, double x);
long double adgen_polygammal(int n, long double x);

#ifdef __cplusplus
}
#endif

#endif
