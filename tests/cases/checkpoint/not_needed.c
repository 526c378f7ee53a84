#include <adgen/adgen.h>
#include "quiet.h"

ADGEN_GRAD(x)
double f(const double *x, int n, int m)
{
    double s = 0.0;
    int    turns = 0;

#pragma adgen checkpoint(3)
    for (int i = 0; i < n; i++)
        s += x[i] * x[i];
#pragma adgen checkpoint(3)
    while (m > 1) {
        m = m % 2 ? 3 * m + 1 : m / 2;
        turns++;
    }
#pragma adgen checkpoint(3)
    for (int i = 0; i < n; i++)
        s = s * 0.5 + x[i];
    return s * turns;
}

/*
 * check: loops of which nothing has to be kept, or that are not run backward, have no schedule
 * check-gradient: f(random(4, 0.2, 1.0), 4, 7)
 * check-omits: adgen_checkpoint
 */
