#include <adgen/adgen.h>
#include <math.h>
#include <stdlib.h>

/* There is a block to copy only where there is one. */
ADGEN_GRAD(x)
double perhaps(int n, int big, const double *x)
{
    double *u = NULL, sum = 0.0;
    if (big) {
        u = malloc((size_t)n * sizeof *u);
        for (int i = 0; i < n; i++)
            u[i] = x[i] * x[i];
    }
    for (int i = 0; i < n; i++)
        for (int j = 0; j < n; j++)
            if (big)
                sum += u[i] * u[j] * (i + 1 + 0.5 * j);
    if (big) {
        for (int i = 0; i < n; i++)
            u[i] = sin(u[i]) * sum;
        for (int i = 0; i < n; i++)
            sum += u[i] * u[i];
    }
    free(u);
    return sum;
}

/* The same where a pointer has no value before a later iteration. */
ADGEN_GRAD(x)
double late(int n, int steps, const double *x)
{
    double *u = malloc((size_t)n * sizeof *u), *v, sum = 0.0;
    for (int i = 0; i < n; i++)
        u[i] = x[i] * x[i];
    for (int t = 0; t < steps; t++) {
        for (int i = 0; i < n; i++)
            for (int j = 0; j < n; j++)
                if (t > 0)
                    sum += v[i] * v[j] * (i + 1 + 0.5 * j);
        v = u;
        for (int i = 0; i < n; i++)
            v[i] = sin(v[i]) + 0.1 * sum;
    }
    free(u);
    return sum;
}

/* Two loops inside one: where the first of them does not run, the other one may. */
ADGEN_GRAD(x)
double beside(int n, int m, int l, double *x)
{
    double sum = 1.0;
    for (int t = 0; t < 2; t++) {
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < l; j++)
                sum += x[i] * x[i] * 0.1 * (j + 1);
            for (int k = 0; k < m; k++)
                sum += x[i + k] * x[i] * 0.1;
        }
        for (int i = 0; i < n; i++)
            x[i] = sin(x[i]) * 0.1 * sum;
    }
    for (int i = 0; i < n; i++)
        sum += x[i] * x[i];
    return sum;
}

/* Several copies in the branch that comes second. */
ADGEN_GRAD(x, y)
double second(int n, int none, double *x, double *y)
{
    double sum = 0.5;
    if (none) {
        sum = x[0] * y[0];
    } else {
        for (int i = 0; i < n; i++)
            for (int j = 0; j < n; j++)
                sum += x[i] * x[j] * (i + 1 + 0.5 * j);
        for (int i = 0; i < n; i++)
            for (int j = 0; j < n; j++)
                sum += y[i] * y[j] * (i + 1 + 0.5 * j);
        for (int i = 0; i < n; i++) {
            x[i] = sin(x[i]) * sum;
            y[i] = cos(y[i]) * sum;
        }
        for (int i = 0; i < n; i++)
            sum += x[i] * y[i];
    }
    return sum;
}

/*
 * check: copies are made where what is copied is there, and whenever it is read
 * check-gradient: perhaps(4, 1, random(4, 0.2, 1))
 * check-gradient: perhaps(4, 0, random(4, 0.2, 1))
 * check-gradient: late(3, 3, random(3, 0.2, 1))
 * check-gradient: late(3, 1, random(3, 0.2, 1))
 * check-gradient: beside(3, 3, 2, random(6, 0.2, 0.5))
 * check-gradient: beside(3, 0, 2, random(3, 0.2, 0.5))
 * check-gradient: beside(3, 2, 0, random(4, 0.2, 0.5))
 * check-gradient: second(3, 0, random(3, 0.2, 0.5), random(3, 0.2, 0.5))
 * check-gradient: second(3, 1, random(3, 0.2, 0.5), random(3, 0.2, 0.5))
 */
