#include <adgen/adgen.h>

ADGEN_GRAD()
double f(int n, const double x[], double y[static 2], const double a[n][2])
{
    return x[0] * y[0] + a[n - 1][1] * y[1];
}

/*
 * check: array parameters of every form
 * check-gradient: f(2, random(1, -1, 1), random(2, -1, 1), random(4, -1, 1))
 */
