#include <adgen/adgen.h>
#include <math.h>

/* Nobody reads what the branch leaves in e: it is infinite where d is 0, and its adjoint is 0. */
ADGEN_GRAD()
double reciprocal_left(int n, int k, const double *restrict x, double a, double b, double e)
{
    double t = b;
    for (int i = 0; i < n; i++)
        t += sin(a * x[i]);
    double d = a - 0.5;
    if (k) {
        e = b * b;
        e *= 1.0 / d;
    } else {
        t += x[0] * e;
    }
    return exp(-a) * t;
}

ADGEN_GRAD()
double root_left(int n, int k, const double *restrict x, double a, double b, double e)
{
    double t = b;
    for (int i = 0; i < n; i++)
        t += sin(a * x[i]);
    double d = a - 0.5;
    if (k) {
        e = b * b;
        e = e * sqrt(d);
    } else {
        t += x[0] * e;
    }
    return exp(-a) * t;
}

/* In a loop: the last iteration's slope is read by nobody, that of the others by the next one. */
ADGEN_GRAD(x, a)
double read_by_the_next(int n, const double *restrict x, double a)
{
    double t = 0.0, slope = 1.0;
    for (int i = 0; i < n; i++) {
        t += slope * x[i];
        slope = a / (1.0 + x[i] * x[i]);
    }
    return t;
}

/* The condition of the outer loop reads what loops within a branch leave. */
ADGEN_GRAD(x, a)
double read_by_the_condition(int n, const double *restrict x, double a, double tolerance)
{
    double t = 0.0, change = 1.0;
    if (n > 0) {
        for (int step = 0; step < 20 && change > tolerance; step++) {
            change = 0.0;
            for (int i = 0; i < n; i++)
                change += fabs(a * x[i]) / (1.0 + step * step);
            t += change;
        }
    }
    return t * a;
}

/* The jump leads past the assignments that would make the value unread. */
ADGEN_GRAD(x, a)
double read_behind_a_jump(int n, const double *restrict x, double a)
{
    double t = 0.0, last = a;
    for (int i = 0; i < n; i++) {
        last = a * x[i];
        if (x[i] > 1.0)
            break;
        if (x[i] < 0.6)
            continue;
        last = 0.5 * a;
        t += last * x[i];
    }
    return t + last * last;
}

/*
 * check: an adjoint that is zero because nobody reads the variable does not meet an infinite factor
 * check-gradient: reciprocal_left(3, 0, random(3, 0.5, 1.5), 0.4, 0.7, 0.3)
 * check-gradient: reciprocal_left(3, 1, random(3, 0.5, 1.5), 0.4, 0.7, 0.3)
 * check-gradient: reciprocal_left(3, 1, random(3, 0.5, 1.5), 0.5, 0.7, 0.3)
 * check-gradient: root_left(3, 0, random(3, 0.5, 1.5), 0.6, 0.7, 0.3)
 * check-gradient: root_left(3, 1, random(3, 0.5, 1.5), 0.5, 0.7, 0.3)
 * check-gradient: read_by_the_next(0, random(0, 0.5, 1.5), 0.4)
 * check-gradient: read_by_the_next(4, random(4, 0.5, 1.5), 0.4)
 * check-gradient: read_by_the_condition(0, random(0, 0.5, 1.5), 0.4, 0.01)
 * check-gradient: read_by_the_condition(4, random(4, 0.5, 1.5), 0.4, 0.05)
 * check-gradient: read_behind_a_jump(0, random(0, 0.5, 1.5), 0.4)
 * check-gradient: read_behind_a_jump(6, random(6, 0.5, 0.9), 0.4)
 * check-gradient: read_behind_a_jump(9, random(9, 0.5, 1.5), 0.4)
 */
