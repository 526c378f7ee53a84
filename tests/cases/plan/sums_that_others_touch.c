#include <adgen/adgen.h>
#include <math.h>
#include <stdlib.h>

/* What the first loop adds to is read by the second. */
ADGEN_GRAD(x)
double read_between(int n, const double *x)
{
    double out[2] = {0.0, 1.0}, t = 1.0;
    for (int i = 0; i < n; i++)
        out[0] += x[i] * x[i];
    for (int i = 1; i < n; i++)
        t = t * x[i] + out[0];
    return out[0] + t;
}

/* What it writes is written again. */
ADGEN_GRAD(x)
double written_again(int n, const double *x)
{
    double y[8], t = 0.5;
    for (int i = 0; i < n; i++)
        y[i] = sin(x[i]);
    for (int i = 1; i < n; i++) {
        t = t * x[i] + y[i];
        y[i] = t * t;
    }
    return y[0] + y[n - 1] * y[1] + t;
}

/* The sum goes on, is scaled, is dropped under a condition. */
ADGEN_GRAD(x)
double goes_on(int n, int k, const double *x)
{
    double s = 0.0, t = 1.0;
    for (int i = 0; i < n; i++)
        s += x[i] * x[i];
    for (int i = 0; i < n; i++) {
        t = t * x[i] + 0.1;
        s += t;
    }
    if (k == 1)
        s *= 2.0;
    for (int i = 0; i < n; i++) {
        t = t * x[i] + sin(t);
        if (k == 2 && i == 1)
            s = t;
    }
    return s + t;
}

/* A pointer may lead there. */
ADGEN_GRAD(x)
double through_pointers(int n, double *x, double *y)
{
    double s = 0.0, t = 1.0;
    for (int i = 0; i < n; i++)
        s += x[i] * x[i];
    for (int i = 0; i < n; i++) {
        t = t * y[i] + 0.1;
        y[i] = t;
    }
    for (int i = 0; i < n; i++)
        s += x[i] * y[i];
    return s + t;
}

/* In each iteration of a loop that is fused, too. */
ADGEN_GRAD(x)
double in_iterations(int n, int m, const double *x)
{
    double all = 0.0;
    for (int p = 0; p < m; p++) {
        double w[8], s = 0.0, t = 0.5 + p;
        for (int i = 0; i < n; i++)
            w[i] = x[i] * x[p];
        for (int i = 0; i < n; i++)
            s += w[i] * sin(w[i]);
        for (int i = 1; i < n; i++) {
            t = t * w[i] + w[i - 1];
            w[i] = t;
        }
        for (int i = 0; i < n; i++)
            s += w[i] * cos(w[i]);
        all += s * p + t;
    }
    return all;
}

/* The tail needs what the second loop computes. */
ADGEN_GRAD(x)
double scaled(int n, const double *x)
{
    double s = 0.0, t = 1.0;
    for (int i = 0; i < n; i++)
        s += x[i] * x[i];
    for (int i = 1; i < n; i++)
        t = t * x[i] + sin(t);
    return s * t;
}

static double product(int n, const double *x)
{
    return n == 0 ? 1.0 : x[n - 1] * product(n - 1, x);
}

/* A call that needs a tape. */
ADGEN_GRAD(x)
double recursive(int n, const double *x)
{
    double s = 0.0;
    for (int i = 0; i < n; i++)
        s += x[i] * x[i];
    double t = product(n, x);
    for (int i = 0; i < n; i++)
        s += x[i] * cos(x[i]);
    return s + t;
}

/*
 * check: a loop is not fused where other loops touch what it adds to, or assigns, or reads
 * check-gradient: read_between(4, random(4, 0.5, 1.5))
 * check-gradient: written_again(4, random(4, 0.5, 1.5))
 * check-gradient: goes_on(4, 0, random(4, 0.5, 1.5))
 * check-gradient: goes_on(4, 1, random(4, 0.5, 1.5))
 * check-gradient: goes_on(4, 2, random(4, 0.5, 1.5))
 * check-gradient: through_pointers(3, random(3, 0.5, 1.5), random(3, 0.5, 1.5))
 * check-gradient: in_iterations(4, 3, random(4, 0.5, 1.5))
 * check-gradient: scaled(4, random(4, 0.5, 1.5))
 * check-gradient: recursive(4, random(4, 0.5, 1.5))
 */
