#include <adgen/adgen.h>
#include <math.h>
#include "quiet.h"

static double bend(double x, double a)
{
    return x * sin(a + x);
}

static void relax(int n, double *u, const double *f)
{
    for (int i = 0; i < n; i++)
        u[i] = bend(u[i], f[i]) + 0.1 * f[i];
}

static double run(int n, int steps, double *u, const double *f)
{
    double sum = 0.0;

#pragma adgen checkpoint(3)
    for (int t = 0; t < steps; t++) {
        relax(n, u, f);
        sum += u[0] * u[n - 1];
    }
    return sum;
}

ADGEN_GRAD(f)
double solve(int n, int steps, const double *f)
{
    double u[6];

    for (int i = 0; i < n; i++)
        u[i] = 1.0 + f[i];
    double first = run(n, steps, u, f);
    return first * run(n, 2, u, f);
}

static double power(double x, int n)
{
    return n <= 0 ? 1.0 : x * power(sin(x), n - 1);
}

ADGEN_GRAD(x)
double deep(double x, int steps)
{
#pragma adgen checkpoint(2)
    for (int t = 0; t < steps; t++)
        x = power(x, 3) + 0.2;
    return x;
}

/*
 * check: helpers that are called in a step, and the loop in a helper
 * check-gradient: solve(5, 7, random(5, 0.2, 1.0))
 * check-gradient: deep(0.8, 6)
 */
