#include <adgen/adgen.h>
#include <math.h>

/* Whoever is in the branch is no number: nothing else is below. */
ADGEN_VJP(x, by)
void no_number(int n, const double *by, const double *x, double *restrict y)
{
    for (int i = 0; i < n; i++) {
        double part, factor = 1.0, above = 1.0 + fabs(by[i] / (by[i] * by[i]));

        if (!(above > 0.5))
            factor = above;
        part = factor * x[i];
        y[i] = by[i] > 0.5 ? part : x[i];
    }
}

/* What is not zero in double is so in float. */
ADGEN_VJP(x, by)
void narrow(int n, const double *by, const double *x, double *restrict y)
{
    for (int i = 0; i < n; i++) {
        double part = 1.0;

        if (by[i] > 0.0) {
            float  f = (float)by[i];
            double s = 1.0 / sqrtf(f);

            part = s * x[i];
        }
        y[i] = by[i] > 0.5 ? part : x[i];
    }
}

/* These bounds are zero, as they stand in the program. */
ADGEN_VJP(x, by)
void whole(int n, const double *by, const double *x, double *restrict y)
{
    for (int i = 0; i < n; i++) {
        double part = 1.0;

        if (by[i] >= (int)0.5)
            part = x[i] / sqrt(by[i]);
        y[i] = by[i] > 0.5 ? part : x[i];
    }
}

ADGEN_VJP(x, by)
void tiny(int n, const float *by, const float *x, float *restrict y)
{
    for (int i = 0; i < n; i++) {
        float part = 1.0f;

        if (by[i] >= (float)1e-60)
            part = x[i] * sqrtf(by[i]);
        y[i] = by[i] > 0.5f ? part : x[i];
    }
}

/*
 * check: bounds and types of which it only seems that they keep a value from zero, and what is no number, leave a quotient in question
 * check-call: no_number(2, {0.0, 1.0}, {1.0, 2.0}, zeros(2))
 * check-seed: y = {1.0, 0.0}
 * check-value: x = {1.0, 0.0}
 * check-value: by = {0.0, 0.0}
 * check-call: narrow(2, {1e-60, 1.0}, {1.0, 2.0}, zeros(2))
 * check-seed: y = {1.0, 0.0}
 * check-value: x = {1.0, 0.0}
 * check-value: by = {0.0, 0.0}
 * check-call: whole(2, {0.0, 1.0}, {1.0, 2.0}, zeros(2))
 * check-seed: y = {1.0, 0.0}
 * check-value: x = {1.0, 0.0}
 * check-value: by = {0.0, 0.0}
 * check-call: tiny(2, {0.0f, 1.0f}, {1.0f, 2.0f}, zeros(2))
 * check-seed: y = {1.0f, 0.0f}
 * check-value: x = {1.0f, 0.0f}
 * check-value: by = {0.0f, 0.0f}
 */
