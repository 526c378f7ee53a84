#include <adgen/adgen.h>
#include <math.h>
#include "quiet.h"

ADGEN_GRAD(x, a)
double both(double x, const double *a, int n, int m)
{
    double y = 0.0;

#pragma adgen checkpoint(3)
    for (int i = 0; i < n; i++) {
        y = y * 0.5 + x;
#pragma adgen checkpoint(2)
        for (int k = 0; k < m; k++)
            x = sin(x + y) * a[k];
        y = y * x + sin(y);
    }
    return x * y;
}

ADGEN_GRAD(x, a)
double inner(double x, const double *a, int n, int m)
{
    double y = 0.0;

    for (int i = 0; i < n; i++) {
        y = y * 0.5 + x;
#pragma adgen checkpoint(2)
        for (int k = 0; k < m - i; k++)
            x = sin(x + y) * a[k];
        y = y * x + sin(y);
    }
    return x * y;
}

ADGEN_GRAD(x, a)
double waits(double x, const double *a, int n, int m)
{
    double y = 0.0;

    while (x > -2.0 && n-- > 0) {
        if (n % 3 != 1) {
#pragma adgen checkpoint(2)
            for (int k = 0; k < m; k++)
                x = sin(x + y) * a[k];
        }
        y = y * x + sin(y) + 0.1 * x;
    }
    return x * y;
}

/*
 * check: such a loop in another one, and in ordinary loops, each run of which keeps its own states
 * check-gradient: both(0.4, random(6, 0.5, 1.5), 7, 6)
 * check-gradient: both(0.4, random(6, 0.5, 1.5), 7, 0)
 * check-gradient: inner(0.4, random(6, 0.5, 1.5), 7, 6)
 * check-gradient: waits(0.4, random(6, 0.5, 1.5), 7, 6)
 */
