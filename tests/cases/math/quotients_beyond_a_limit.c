#include <adgen/adgen.h>
#include <math.h>

/* Divisors may be -0.0: the step is then below all limits. */
ADGEN_VJP(x, by)
void below(int n, double end, const double *by, const double *x, double *restrict y)
{
    for (int i = 0; i < n; i++) {
        double part, step = 0.25 / by[i];

        if (1.0 + step > end)
            step = end;
        part = step * x[i];
        y[i] = by[i] > 0.5 ? part : x[i];
    }
}

/* It is no number where both are zero, and no limit catches that. */
ADGEN_VJP(x, by)
void neither(int n, double end, const double *by, const double *x, double *restrict y)
{
    for (int i = 0; i < n; i++) {
        double part, square = by[i] * by[i], step = square / (square * square);

        if (step > end)
            step = end;
        part = step * x[i];
        y[i] = by[i] > 0.5 ? part : x[i];
    }
}

/* The limit is one from below. */
ADGEN_VJP(x, by)
void other_side(int n, double end, const double *by, const double *x, double *restrict y)
{
    for (int i = 0; i < n; i++) {
        double part, step = 0.25 / fabs(by[i]);

        if (step < end)
            step = end;
        part = step * x[i];
        y[i] = by[i] > 0.5 ? part : x[i];
    }
}

/* The limit is infinite itself. */
ADGEN_VJP(x, by)
void no_limit(int n, const double *by, const double *x, double *restrict y)
{
    for (int i = 0; i < n; i++) {
        double part, step = 0.25 / fabs(by[i]), end = 1.0 / fabs(by[i]);

        if (step > end)
            step = 1.0;
        part = step * x[i];
        y[i] = by[i] > 0.5 ? part : x[i];
    }
}

/* Behind the limit, the step becomes another one. */
ADGEN_VJP(x, by)
void changed(int n, double end, const double *by, const double *x, double *restrict y)
{
    for (int i = 0; i < n; i++) {
        double part, step = 0.25 / fabs(by[i]);

        if (step > end)
            step = end;
        if (x[i] > 0.0)
            step = step / fabs(by[i]);
        part = step * x[i];
        y[i] = by[i] > 0.5 ? part : x[i];
    }
}

/* Not every way leads through the limit. */
ADGEN_VJP(x, by)
void past(int n, double end, const double *by, const double *x, double *restrict y)
{
    for (int i = 0; i < n; i++) {
        double part, step = 0.25 / fabs(by[i]);

        if (x[i] < 0.0)
            if (step > end)
                step = end;
        part = step * x[i];
        y[i] = by[i] > 0.5 ? part : x[i];
    }
}

/* The limit comes only after the first use. */
ADGEN_VJP(x, by)
void late(int n, double end, const double *by, const double *x, double *restrict y)
{
    double part, step = 1.0;

    for (int i = 0; i < n; i++) {
        part = step * x[i];
        y[i] = by[i] > 0.5 ? part : x[i];
        step = 0.25 / fabs(by[i]);
        if (i > 1 && step > end)
            step = end;
    }
}

/*
 * check: where a limit does not make a quotient finite, an adjoint of zero contributes nothing
 * check-call: below(2, 3.0, {-0.0, 1.0}, {1.0, 2.0}, zeros(2))
 * check-seed: y = {1.0, 0.0}
 * check-value: x = {1.0, 0.0}
 * check-value: by = {0.0, 0.0}
 * check-call: neither(2, 3.0, {0.0, 1.0}, {1.0, 2.0}, zeros(2))
 * check-seed: y = {1.0, 0.0}
 * check-value: x = {1.0, 0.0}
 * check-value: by = {0.0, 0.0}
 * check-call: other_side(2, 3.0, {0.0, 1.0}, {1.0, 2.0}, zeros(2))
 * check-seed: y = {1.0, 0.0}
 * check-value: x = {1.0, 0.0}
 * check-value: by = {0.0, 0.0}
 * check-call: no_limit(2, {0.0, 1.0}, {1.0, 2.0}, zeros(2))
 * check-seed: y = {1.0, 0.0}
 * check-value: x = {1.0, 0.0}
 * check-value: by = {0.0, 0.0}
 * check-call: changed(2, 3.0, {0.0, 1.0}, {1.0, 2.0}, zeros(2))
 * check-seed: y = {1.0, 0.0}
 * check-value: x = {1.0, 0.0}
 * check-value: by = {0.0, 0.0}
 * check-call: past(2, 3.0, {0.0, 1.0}, {1.0, 2.0}, zeros(2))
 * check-seed: y = {1.0, 0.0}
 * check-value: x = {1.0, 0.0}
 * check-value: by = {0.0, 0.0}
 * check-call: late(3, 3.0, {0.0, 0.2, 1.0}, {1.0, 2.0, 3.0}, zeros(3))
 * check-seed: y = {1.0, 1.0, 0.0}
 * check-value: x = {1.0, 1.0, 0.0}
 * check-value: by = {0.0, 0.0, 0.0}
 */
