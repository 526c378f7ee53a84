#include <adgen/adgen.h>
#include <math.h>
#include <stdlib.h>

/* One of them may be the other: only in a version for those that are not. */
ADGEN_GRAD()
double through_another(int n, const double *a, double *y)
{
    double sum = 0.0;

    for (int i = 0; i < n; i++) {
        sum += exp(a[0]) * y[i];
        y[i] = 0.5 * sum;
    }
    return sum;
}

/* Written only in some of the iterations, and behind. */
ADGEN_GRAD(a, y)
double later(int n, double a, const double *y)
{
    double sum = 0.0, state = a;

    for (int i = 0; i < n; i++) {
        sum += sin(state) * y[i];
        if (y[i] > 0.5)
            state = sum;
    }
    return sum;
}

/* Where a slope is infinite, or nothing lies, nobody goes. */
ADGEN_GRAD(a, y)
double sometimes(int n, const double *a, const double *y)
{
    double sum = 0.0;

    for (int i = 0; i < n; i++) {
        if (y[i] > 0.0)
            sum += sqrt(a[0]) * y[i];
        sum += y[i] < 0.0 ? y[i] : y[i] * log(a[0]);
    }
    return sum;
}

/* The loop may be left before. */
ADGEN_GRAD(a, y)
double left(int n, const double *a, const double *y)
{
    double sum = 0.0;

    for (int i = 0; i < n; i++) {
        if (y[i] < 0.0)
            break;
        sum += log(a[0]) * y[i];
    }
    return sum;
}

/* The program may end before. */
ADGEN_GRAD(a, y)
double ended(int n, const double *a, const double *y)
{
    double sum = 0.0;

    for (int i = 0; i < n; i++) {
        if (y[i] < -10.0)
            exit(2);
        sum += log(a[0]) * y[i];
    }
    return sum;
}

/* What an iteration finds in the variable, the one before has left, or the last round of the outer loop: it is set where it was. */
ADGEN_GRAD(a, y)
double carried(int n, int m, const double *a, const double *y)
{
    double sum = 0.0, last = 1.0;

    for (int k = 0; k < n; k++)
        for (int i = 0; i < m; i++) {
            sum += last * y[i];
            last = 0.5 * exp(a[k]);
        }
    return sum;
}

/* The same with a variable that is set nowhere else. */
ADGEN_GRAD(a, y)
double carried_alone(int n, int m, const double *a, const double *y)
{
    double sum = 0.0, last;

    for (int k = 0; k < n; k++)
        for (int i = 0; i < m; i++) {
            if (k > 0)
                sum += last * y[i];
            last = 0.5 * exp(a[k]);
        }
    return sum;
}

/* A division of integers alone, and arithmetic that takes no time. */
ADGEN_GRAD(a, y)
double cheap(int n, int parts, const double *a, const double *y)
{
    double sum = 0.0;

    for (int i = 0; i < n; i++)
        sum += sin(a[n / parts] * a[0] * y[i]) * a[0];
    return sum;
}

/* Each time it is read, it may be something else. */
ADGEN_GRAD(y)
double read_each_time(int n, const volatile double *now, const double *y)
{
    double sum = 0.0;

    for (int i = 0; i < n; i++)
        sum += exp(*now) * y[i] * y[i];
    return sum;
}

/* A function of the user's own is called as often as he calls it. */
double counted(double value);

static int calls;

ADGEN_NO_DERIVATIVE double counted(double value)
{
    calls++;
    return value;
}

ADGEN_GRAD(y)
double own(int n, double a, const double *y)
{
    double sum = 0.0;

    for (int i = 0; i < n; i++)
        sum += counted(a) * y[i] * y[i];
    return sum;
}

/* Another one in each iteration. */
ADGEN_GRAD(a, y)
double each(int n, const double *a, const double *y)
{
    double sum = 0.0;

    for (int i = 0; i < n; i++) {
        double width = exp(a[i]);

        sum += width * width * y[i];
    }
    return sum;
}

/*
 * check: what may change, or what not all iterations come to, is computed where it stands
 * check-has: if (n > 0) exp_value = exp(a[0]);
 * check-count: 3 if (n > 0
 * check-count: 2 last = factor;
 * check-gradient: through_another(3, {0.5}, random(3, -1, 1))
 * check-gradient: later(4, 0.5, {0.25, 0.75, 1, -1})
 * check-gradient: sometimes(2, {0.5}, {1, 0.5})
 * check-gradient: sometimes(2, {0.5}, {-1, 0.5})
 * check-gradient: sometimes(2, {-1}, {-1, -0.5})
 * check-gradient: sometimes(2, NULL, {-1, -0.5})
 * check-gradient: sometimes(0, NULL, NULL)
 * check-gradient: left(3, {0.5}, {1, 2, -1})
 * check-gradient: left(3, NULL, {-1, 2, 1})
 * check-gradient: ended(3, {0.5}, {1, 2, -1})
 * check-gradient: carried(3, 2, random(3, -1, 1), random(2, -1, 1))
 * check-gradient: carried(3, 0, random(3, -1, 1), NULL)
 * check-gradient: carried_alone(3, 2, random(3, -1, 1), random(2, -1, 1))
 * check-gradient: cheap(3, 2, random(2, -1, 1), random(3, -1, 1))
 * check-gradient: cheap(0, 0, NULL, NULL)
 * check-gradient: read_each_time(3, {0.5}, random(3, -1, 1))
 * check-gradient: own(3, 0.5, random(3, -1, 1))
 * check-gradient: each(3, random(3, -1, 1), random(3, -1, 1))
 */
