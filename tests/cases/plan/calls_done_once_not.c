#include <adgen/adgen.h>
#include <math.h>

/* What is read changes from step to step. */
ADGEN_GRAD(q, y)
double changing(int n, const double *q, const double *y)
{
    double now[2] = {q[0], q[1]};
    double total = 0.0;

    for (int t = 0; t < n; t++) {
        for (int i = 0; i < 2; i++)
            total += exp(now[i]) * y[t];
        now[t % 2] *= 0.5;
    }
    return total;
}

/* Where one element changes, no other stands for it. */
ADGEN_GRAD()
double second(int n, const double *q, const double *y)
{
    double now[2] = {q[0], q[1]};
    double total = 0.0;

    for (int t = 0; t < n; t++) {
        for (int i = 0; i < 2; i++)
            total += exp(now[i]) * y[t];
        now[1] *= 0.5;
    }
    return total;
}

/* In a loop that leaves the first one out. */
ADGEN_GRAD()
double all_but_first(int n, double *q, const double *y)
{
    double total = 0.0;

    for (int t = 0; t < n; t++) {
        for (int i = 0; i < 3; i++)
            total += exp(q[i]) * y[t];
        for (int i = 1; i < 3; i++)
            q[i] = q[i] * y[t];
    }
    return total;
}

/* What is written is read by the next step. */
ADGEN_VJP(y)
void written(int n, double *y)
{
    for (int t = 0; t < n; t++)
        for (int i = 0; i < 2; i++)
            y[t] = y[t] * exp(y[i]);
}

/* The loop may be left before anything is read. */
ADGEN_GRAD(q, y)
double left(int n, const double *q, const double *y)
{
    double total = 0.0;

    for (int t = 0; t < n; t++) {
        if (y[t] < 0.0)
            break;
        for (int i = 0; i < 2; i++)
            total += exp(q[i]) * y[t];
    }
    return total;
}

/* Not in all steps. */
ADGEN_GRAD(q, y)
double sometimes(int n, const double *q, const double *y)
{
    double total = 0.0;

    for (int t = 0; t < n; t++)
        if (y[t] > 0.0)
            for (int i = 0; i < 2; i++)
                total += exp(q[i]) * y[t];
    return total;
}

/* Not in all iterations, and another one each time. */
ADGEN_GRAD(q, y)
double chosen(int n, const double *q, const double *y)
{
    double total = 0.0;

    for (int t = 0; t < n; t++)
        for (int i = 0; i < 2; i++) {
            total += y[t] > 0.0 ? exp(q[i]) * y[t] : y[t];
            total += exp(0.1 * t * i) * y[t];
        }
    return total;
}

/* What is declared in the loop. */
ADGEN_GRAD(y)
double table(int n, const double *y)
{
    double total = 0.0;

    for (int t = 0; t < n; t++) {
        const double widths[2] = {0.25, 0.5};

        for (int i = 0; i < 2; i++)
            total += exp(widths[i]) * y[t] * y[t];
    }
    return total;
}

/* How numbers are rounded may change. */
int fesetround(int way);
void tell(double value);

ADGEN_NO_DERIVATIVE void tell(double value)
{
    if (value > 1e9)
        fesetround(0);
}

ADGEN_GRAD(q, y)
double telling(int n, const double *q, const double *y)
{
    double total = 0.0;

    for (int t = 0; t < n; t++) {
        tell(total);
        for (int i = 0; i < 2; i++)
            total += exp(q[i]) * y[t];
    }
    return total;
}

/*
 * check: what a step may not come to, or may change, it computes itself
 * check-omits: exp_values
 * check-gradient: changing(3, {0.5, 0.25}, random(3, 0.5, 1))
 * check-gradient: second(3, {0.5, 0.25}, random(3, 0.5, 1))
 * check-gradient: all_but_first(3, {0.5, 0.25, 0.75}, random(3, 0.5, 1))
 * check-gradient: written(3, {0.25, 0.5, 0.75})
 * check-gradient: left(3, NULL, {-1, 1, 1})
 * check-gradient: left(3, {0.5, 0.25}, {1, 1, -1})
 * check-gradient: sometimes(2, NULL, {-1, -1})
 * check-gradient: sometimes(2, {0.5, 0.25}, {-1, 1})
 * check-gradient: chosen(2, NULL, {-1, -1})
 * check-gradient: chosen(2, {0.5, 0.25}, {-1, 1})
 * check-gradient: table(2, {0.5, 0.25})
 * check-gradient: telling(2, {0.5, 0.25}, {1, 2})
 */
