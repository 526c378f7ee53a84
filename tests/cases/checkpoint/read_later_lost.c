#include <adgen/adgen.h>
#include <math.h>
#include "quiet.h"

ADGEN_VJP()
double forced(int n, ADGEN_SIZE(n) double *f, double x, int steps)
{
    int k = n - 1;

#pragma adgen checkpoint(3)
    for (int t = 0; t < steps; t++) {
        x = sin(x * f[t % n]) + f[k];
        x = x * x;
    }
    for (int i = 0; i < n; i++)
        f[i] = f[i] * x;
    k = 0;
    return x + f[k];
}

/*
 * check: what the loop only reads, but is overwritten behind it, is put back for its backward pass
 * check-gradient: forced(3, {0.4, 0.8, 0.6}, 0.7, 8)
 * check-gradient: forced(3, {0.4, 0.8, 0.6}, 0.7, 0)
 */
